package io.henge.core.report;

import io.henge.core.attempt.ClusterName;
import io.henge.core.placement.Choices;
import io.henge.core.placement.Option;
import java.util.Set;

/**
 * The places of all clusters in Druid's words, in which no pod's size and no rule has a part.
 *
 * @param total those that attempts hold, and those that they may by people's word; no more than the capacity over all clusters
 * @param used those of them that attempts hold
 * @param idle how many more attempts may be placed now
 * @param lazy those that are used on clusters to which people let nothing new go: they end with what is there
 * @param blacklisted those on clusters that may be used by people's word, and cannot be now, since they are in trouble
 */
public record Slots(long total, long used, long idle, long lazy, long blacklisted) {
    /** While nothing is known of any cluster: all of a capacity is idle. */
    public static Slots unused(long capacity) {
        return new Slots(capacity, 0, capacity, 0, 0);
    }

    /**
     * As far as they are known.
     *
     * @param troubled the clusters in trouble, and perhaps some that only should be looked after
     */
    public static Slots of(Choices choices, Set<ClusterName> troubled) {
        long total = 0;
        long seen = 0;
        long free = 0;
        long lazy = 0;
        long blacklisted = 0;
        for (Option cluster : choices.clusters().values()) {
            long held = cluster.taken().attempts();
            long size = Math.max(held, cluster.profile().limits().capacity());
            boolean lost = cluster.closed() != null && troubled.contains(cluster.name());
            seen += held;
            total += cluster.allowed() ? size : held;
            lazy += cluster.allowed() ? 0 : held;
            free += cluster.closed() == null ? size - held : 0;
            blacklisted += cluster.allowed() && lost ? size : 0;
        }
        // Some may be held on clusters that are not registered any more.
        long bounded = Math.min(choices.capacity(), total + Math.max(0, choices.held() - seen));
        return new Slots(
                bounded,
                Math.min(bounded, choices.held()),
                Math.min(free, choices.free()),
                Math.min(bounded, lazy),
                Math.min(bounded, blacklisted));
    }
}
