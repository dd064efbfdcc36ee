package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the clusters share the attempts.
 *
 * @param selector chooses among the clusters that have room
 * @param limits those of each cluster; one that is missing has none
 */
public record Sharing(Selector selector, SortedMap<ClusterName, ClusterLimits> limits) {
    /** In turn, without limits. */
    public static final Sharing EVEN = new Sharing(Selector.ROUND_ROBIN, new TreeMap<>());

    public Sharing {
        limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
    }

    public Room room(ClusterName cluster, int used) {
        return new Room(cluster, limits.getOrDefault(cluster, ClusterLimits.NONE), used);
    }
}
