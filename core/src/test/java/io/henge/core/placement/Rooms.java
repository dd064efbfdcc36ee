package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;

/** Clusters for tests. */
final class Rooms {
    private Rooms() {}

    static Room of(String cluster, int weight, int used) {
        return new Room(new ClusterName(cluster), new ClusterLimits(Integer.MAX_VALUE, weight), used);
    }
}
