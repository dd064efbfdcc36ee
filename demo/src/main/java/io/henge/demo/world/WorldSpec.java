package io.henge.demo.world;

import io.henge.cli.exit.Refused;
import io.henge.demo.druid.DruidKind;
import io.henge.demo.druid.DruidVersion;
import io.henge.demo.druid.StoreKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a world is to consist of. Refuses wrong values, all at once, in the words of the command's options.
 *
 * @param overlordProperties added to every Overlord's own, and stronger
 * @param routerPort where the Router shall listen; by default a free port is chosen
 */
public record WorldSpec(
        Path directory,
        WorldClusters clusters,
        int overlords,
        boolean query,
        Map<String, String> overlordProperties,
        OptionalInt routerPort,
        DruidKind druid) {
    private static final int OVERLORDS_MAX = 5;

    public WorldSpec {
        directory = directory.toAbsolutePath().normalize();
        overlordProperties = new LinkedHashMap<>(overlordProperties);
        List<String> complaints = new ArrayList<>(clusters.complaints());
        if (overlords < 1 || overlords > OVERLORDS_MAX) {
            complaints.add(
                    "--overlords: " + overlords + " is out of range. Give a number from 1 to " + OVERLORDS_MAX + ".");
        }
        complaints.addAll(portComplaints(routerPort, query));
        if (query && !druid.version().hasQuery()) {
            complaints.add("--query: Druid " + druid.version().number() + " is here without query services. Leave"
                    + " --query out, or leave --druid out.");
        }
        if (druid.store() == StoreKind.POSTGRESQL && druid.version() != DruidVersion.V33) {
            complaints.add("--store: " + druid.store().word() + " is here for Druid " + DruidVersion.V33.number()
                    + " only. Leave --store out, or leave --druid out.");
        }
        if (druid.kafka() && druid.version() != DruidVersion.V33) {
            complaints.add("--kafka: what reads from it is here for Druid " + DruidVersion.V33.number()
                    + " only. Leave --kafka out, or leave --druid out.");
        }
        if (overlordProperties.keySet().stream().anyMatch(String::isBlank)) {
            complaints.add("--set: a property without a name. Write --set key=value.");
        }
        if (!complaints.isEmpty()) {
            throw new Refused(complaints);
        }
    }

    /** Clusters east and west, two Overlords, query services. */
    public static WorldSpec standard(Path directory) {
        return new WorldSpec(
                directory,
                WorldClusters.named(List.of("east", "west")),
                2,
                true,
                Map.of(),
                OptionalInt.empty(),
                DruidKind.standard());
    }

    public WorldSpec withClusters(String... names) {
        return with(new WorldClusters(List.of(names), clusters.nodes(), clusters.options()));
    }

    public WorldSpec withNodes(NodeSize size) {
        return with(new WorldClusters(clusters.names(), size, clusters.options()));
    }

    public WorldSpec withClusterOptions(String... options) {
        return with(new WorldClusters(clusters.names(), clusters.nodes(), List.of(options)));
    }

    private WorldSpec with(WorldClusters wanted) {
        return new WorldSpec(directory, wanted, overlords, query, overlordProperties, routerPort, druid);
    }

    public WorldSpec withOverlords(int count) {
        return new WorldSpec(directory, clusters, count, query, overlordProperties, routerPort, druid);
    }

    public WorldSpec withQuery(boolean wanted) {
        return new WorldSpec(directory, clusters, overlords, wanted, overlordProperties, routerPort, druid);
    }

    public WorldSpec withOverlordProperties(Map<String, String> properties) {
        return new WorldSpec(directory, clusters, overlords, query, properties, routerPort, druid);
    }

    public WorldSpec withDruid(DruidKind kind) {
        return new WorldSpec(directory, clusters, overlords, query, overlordProperties, routerPort, kind);
    }

    private static List<String> portComplaints(OptionalInt routerPort, boolean query) {
        if (routerPort.isEmpty()) {
            return List.of();
        }
        int port = routerPort.getAsInt();
        List<String> complaints = new ArrayList<>();
        if (port < 1 || port > 65_535) {
            complaints.add("--router-port: " + port + " is no port. Give a number from 1 to 65535, or leave it out.");
        }
        if (!query) {
            complaints.add(
                    "--router-port: " + port + " was given without --query, so there is no Router. Add --query.");
        }
        return complaints;
    }
}
