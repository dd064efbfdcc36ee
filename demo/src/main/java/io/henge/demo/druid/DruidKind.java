package io.henge.demo.druid;

/**
 * Which Druid a world runs.
 *
 * @param store where its metadata is
 * @param coordinatorAsOverlord whether its Overlords are Coordinators too, each in one process; otherwise they are not
 * @param kafka whether it can read from a Kafka, which the world has then too
 */
public record DruidKind(DruidVersion version, StoreKind store, boolean coordinatorAsOverlord, boolean kafka) {
    /** What the extension is compiled against, with Overlords of their own. */
    public static DruidKind standard() {
        return of(DruidVersion.V33);
    }

    public static DruidKind of(DruidVersion version) {
        return new DruidKind(version, StoreKind.DERBY, false, false);
    }

    public DruidKind withCoordinatorAsOverlord() {
        return new DruidKind(version, store, true, kafka);
    }

    public DruidKind withStore(StoreKind other) {
        return new DruidKind(version, other, coordinatorAsOverlord, kafka);
    }

    public DruidKind withKafka() {
        return new DruidKind(version, store, coordinatorAsOverlord, true);
    }

    /** The kind of process that takes tasks. */
    public DruidService overlord() {
        return coordinatorAsOverlord ? DruidService.COORDINATOR_AS_OVERLORD : DruidService.OVERLORD;
    }
}
