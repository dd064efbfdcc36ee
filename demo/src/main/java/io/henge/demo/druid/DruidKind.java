package io.henge.demo.druid;

/**
 * Which Druid a world runs.
 *
 * @param store where its metadata is
 * @param coordinatorAsOverlord whether its Overlords are Coordinators too, each in one process; otherwise they are not
 */
public record DruidKind(DruidVersion version, StoreKind store, boolean coordinatorAsOverlord) {
    /** What the extension is compiled against, with Overlords of their own. */
    public static DruidKind standard() {
        return of(DruidVersion.V33);
    }

    public static DruidKind of(DruidVersion version) {
        return new DruidKind(version, StoreKind.DERBY, false);
    }

    public DruidKind withCoordinatorAsOverlord() {
        return new DruidKind(version, store, true);
    }

    public DruidKind withStore(StoreKind other) {
        return new DruidKind(version, other, coordinatorAsOverlord);
    }

    /** The kind of process that takes tasks. */
    public DruidService overlord() {
        return coordinatorAsOverlord ? DruidService.COORDINATOR_AS_OVERLORD : DruidService.OVERLORD;
    }
}
