package io.henge.demo.world;

import io.henge.cli.exit.Refused;
import io.henge.demo.druid.DruidKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a world is to consist of. Refuses wrong values, all at once, in the words of the command's options.
 *
 * @param overlordProperties added to every Overlord's own, and stronger
 * @param routerPort where the Router shall listen; by default a free port is chosen
 * @param clusterOptions more options of {@code localkube up}, for every cluster
 */
public record WorldSpec(
        Path directory,
        List<String> clusters,
        int overlords,
        boolean query,
        Map<String, String> overlordProperties,
        OptionalInt routerPort,
        NodeSize nodes,
        List<String> clusterOptions,
        DruidKind druid) {
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final int OVERLORDS_MAX = 5;
    /** Each costs about 600 MB of memory; more than this is no demonstration any more. */
    private static final int CLUSTERS_MAX = 8;

    public WorldSpec {
        directory = directory.toAbsolutePath().normalize();
        clusters = List.copyOf(clusters);
        clusterOptions = List.copyOf(clusterOptions);
        overlordProperties = new LinkedHashMap<>(overlordProperties);
        List<String> complaints = new ArrayList<>(clusterComplaints(clusters));
        if (overlords < 1 || overlords > OVERLORDS_MAX) {
            complaints.add(
                    "--overlords: " + overlords + " is out of range. Give a number from 1 to " + OVERLORDS_MAX + ".");
        }
        complaints.addAll(portComplaints(routerPort, query));
        if (query && !druid.version().hasQuery()) {
            complaints.add("--query: Druid " + druid.version().number() + " is here without query services. Leave"
                    + " --query out, or leave --druid out.");
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
                List.of("east", "west"),
                2,
                true,
                Map.of(),
                OptionalInt.empty(),
                NodeSize.standard(),
                List.of(),
                DruidKind.standard());
    }

    public WorldSpec withClusters(String... names) {
        return new WorldSpec(
                directory,
                List.of(names),
                overlords,
                query,
                overlordProperties,
                routerPort,
                nodes,
                clusterOptions,
                druid);
    }

    public WorldSpec withOverlords(int count) {
        return new WorldSpec(
                directory, clusters, count, query, overlordProperties, routerPort, nodes, clusterOptions, druid);
    }

    public WorldSpec withQuery(boolean wanted) {
        return new WorldSpec(
                directory, clusters, overlords, wanted, overlordProperties, routerPort, nodes, clusterOptions, druid);
    }

    public WorldSpec withOverlordProperties(Map<String, String> properties) {
        return new WorldSpec(
                directory, clusters, overlords, query, properties, routerPort, nodes, clusterOptions, druid);
    }

    public WorldSpec withNodes(NodeSize size) {
        return new WorldSpec(
                directory, clusters, overlords, query, overlordProperties, routerPort, size, clusterOptions, druid);
    }

    public WorldSpec withClusterOptions(String... options) {
        return new WorldSpec(
                directory, clusters, overlords, query, overlordProperties, routerPort, nodes, List.of(options), druid);
    }

    public WorldSpec withDruid(DruidKind kind) {
        return new WorldSpec(
                directory, clusters, overlords, query, overlordProperties, routerPort, nodes, clusterOptions, kind);
    }

    /** What is wrong with these names of clusters; an empty list of names is fine here. */
    private static List<String> clusterComplaints(List<String> clusters) {
        List<String> complaints = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : clusters) {
            if (name.isEmpty()) {
                complaints.add("--clusters: an empty name. Write the names with one comma between them: east,west.");
            } else if (!DNS_LABEL.matcher(name).matches()) {
                complaints.add(
                        "--clusters: \"" + name + "\" is no DNS label. Use at most 63 of a-z, 0-9 and -, beginning"
                                + " and ending with a letter or digit.");
            } else if (!seen.add(name)) {
                complaints.add("--clusters: \"" + name + "\" is named twice. Give each cluster a name of its own.");
            }
        }
        if (clusters.size() > CLUSTERS_MAX) {
            complaints.add("--clusters: " + clusters.size() + " names. One machine takes at most " + CLUSTERS_MAX
                    + " clusters here.");
        }
        return complaints;
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
