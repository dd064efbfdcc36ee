package io.henge.demo.command;

import io.henge.cli.exit.Refused;
import io.henge.demo.database.PostgresPrograms;
import io.henge.demo.druid.DruidKind;
import io.henge.demo.druid.DruidVersion;
import io.henge.demo.druid.StoreKind;
import io.henge.demo.world.WorldClusters;
import io.henge.demo.world.WorldSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code up} as they were typed.
 *
 * @param settings the values of every {@code --set}
 */
record SpecText(
        String clusters,
        String overlords,
        boolean query,
        @Nullable String routerPort,
        List<String> settings,
        Druid druid) {
    /** Those of them that say which Druid it is to be. */
    record Druid(String version, String store, boolean coordinatorAsOverlord, boolean kafka) {}

    /** The world that these options ask for; refuses with every complaint at once. */
    WorldSpec spec(Path directory) {
        List<String> complaints = new ArrayList<>();
        // Kept at a number in range when it is not one, so that the other complaints still appear.
        int overlordCount = number("--overlords", overlords, "a number from 1 to 5", complaints)
                .orElse(1);
        OptionalInt port = routerPort == null
                ? OptionalInt.empty()
                : number("--router-port", routerPort, "a number from 1 to 65535", complaints);
        Map<String, String> properties = properties(complaints);
        List<String> names = clusters.isBlank()
                ? List.of()
                : List.of(clusters.split(",", -1)).stream().map(String::strip).toList();
        if (names.isEmpty()) {
            complaints.add("--clusters: no name. Give at least one, such as --clusters east,west.");
        }
        DruidKind kind = new DruidKind(
                version(complaints), store(complaints), druid.coordinatorAsOverlord(), druid.kafka(), Map.of());
        try {
            WorldSpec spec =
                    new WorldSpec(directory, WorldClusters.named(names), overlordCount, query, properties, port, kind);
            if (complaints.isEmpty()) {
                return spec;
            }
        } catch (Refused more) {
            complaints.addAll(more.complaints());
        }
        throw new Refused(complaints);
    }

    private Map<String, String> properties(List<String> complaints) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 0) {
                complaints.add("--set: \"" + setting + "\" has no '='. Write --set key=value.");
            } else if (setting.substring(0, equals).isBlank()) {
                complaints.add("--set: \"" + setting + "\" has no key before the '='. Write --set key=value.");
            } else {
                properties.put(setting.substring(0, equals).strip(), setting.substring(equals + 1));
            }
        }
        return properties;
    }

    private DruidVersion version(List<String> complaints) {
        return DruidVersion.of(druid.version().strip()).orElseGet(() -> {
            String known =
                    Stream.of(DruidVersion.values()).map(DruidVersion::number).collect(Collectors.joining(" or "));
            complaints.add("--druid: \"" + druid.version() + "\" is no version that is here. Give " + known + ".");
            return DruidVersion.V33;
        });
    }

    private StoreKind store(List<String> complaints) {
        Optional<StoreKind> store = StoreKind.of(druid.store().strip());
        if (store.equals(Optional.of(StoreKind.POSTGRESQL))) {
            PostgresPrograms.misfit()
                    .ifPresent(misfit -> complaints.add("--store: " + misfit + ". Leave --store out."));
        }
        return store.orElseGet(() -> {
            String known = Stream.of(StoreKind.values()).map(StoreKind::word).collect(Collectors.joining(" or "));
            complaints.add("--store: \"" + druid.store() + "\" is no metadata store that is here. Give " + known + ".");
            return StoreKind.DERBY;
        });
    }

    private static OptionalInt number(String option, String text, String expected, List<String> complaints) {
        try {
            return OptionalInt.of(Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            complaints.add(option + ": \"" + text + "\" is no number. Give " + expected + ".");
            return OptionalInt.empty();
        }
    }
}
