package io.henge.demo.druid;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which Druid a world runs.
 *
 * @param store where its metadata is
 * @param coordinatorAsOverlord whether its Overlords are Coordinators too, each in one process; otherwise they are not
 * @param kafka whether it can read from a Kafka, which the world has then too
 * @param settings of every process but peons, beside and stronger than those of its own kind
 */
public record DruidKind(
        DruidVersion version,
        StoreKind store,
        boolean coordinatorAsOverlord,
        boolean kafka,
        Map<String, String> settings) {
    public DruidKind {
        settings = new TreeMap<>(settings);
    }

    /** What the extension is compiled against, with Overlords of their own. */
    public static DruidKind standard() {
        return of(DruidVersion.V33);
    }

    public static DruidKind of(DruidVersion version) {
        return new DruidKind(version, StoreKind.DERBY, false, false, Map.of());
    }

    public DruidKind withCoordinatorAsOverlord() {
        return new DruidKind(version, store, true, kafka, settings);
    }

    public DruidKind withStore(StoreKind other) {
        return new DruidKind(version, other, coordinatorAsOverlord, kafka, settings);
    }

    public DruidKind withKafka() {
        return new DruidKind(version, store, coordinatorAsOverlord, true, settings);
    }

    public DruidKind withSettings(Map<String, String> others) {
        return new DruidKind(version, store, coordinatorAsOverlord, kafka, others);
    }

    /** The kind of process that takes tasks. */
    public DruidService overlord() {
        return coordinatorAsOverlord ? DruidService.COORDINATOR_AS_OVERLORD : DruidService.OVERLORD;
    }
}
