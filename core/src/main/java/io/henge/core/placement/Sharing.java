package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the clusters share the attempts.
 *
 * @param selector chooses among the clusters that do equally well
 * @param profiles those of each cluster; one that is missing has neither limits nor labels
 */
public record Sharing(Selector selector, SortedMap<ClusterName, ClusterProfile> profiles, Rules rules) {
    /** In turn, without limits. */
    public static final Sharing EVEN = limited(Selector.ROUND_ROBIN, new TreeMap<>());

    public Sharing {
        profiles = Collections.unmodifiableSortedMap(new TreeMap<>(profiles));
    }

    /** By limits alone. */
    public static Sharing limited(Selector selector, SortedMap<ClusterName, ClusterLimits> limits) {
        TreeMap<ClusterName, ClusterProfile> profiles = new TreeMap<>();
        limits.forEach((name, limit) -> profiles.put(name, ClusterProfile.limited(limit)));
        return new Sharing(selector, profiles, Rules.NONE);
    }

    public ClusterProfile profile(ClusterName cluster) {
        return profiles.getOrDefault(cluster, ClusterProfile.PLAIN);
    }
}
