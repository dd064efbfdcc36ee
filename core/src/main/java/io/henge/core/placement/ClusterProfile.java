package io.henge.core.placement;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an operator says of one cluster: what it may take, what it is, and what keeps tasks from it. */
public record ClusterProfile(ClusterLimits limits, SortedMap<String, String> labels, List<Taint> taints) {
    /** No limits, no labels, no taints. */
    public static final ClusterProfile PLAIN = limited(ClusterLimits.NONE);

    public ClusterProfile {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        taints = List.copyOf(taints);
    }

    /** Limits, and neither labels nor taints. */
    public static ClusterProfile limited(ClusterLimits limits) {
        return new ClusterProfile(limits, new TreeMap<>(), List.of());
    }
}
