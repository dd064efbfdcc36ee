package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A preference, and to which clusters it is tied by where others are.
 *
 * @param tied those clusters; empty where it is not tied
 * @param why what ties it
 * @param now when it asks
 */
record Asker(Preference preference, Set<ClusterName> tied, String why, Instant now) {
    /**
     * What a task itself names goes before where its group is. Nothing ties it to a cluster that people let nothing go to, so
     * that one that is emptied becomes empty.
     */
    static Asker of(Preference preference, Collection<Option> clusters, Instant now) {
        Asked asked = preference.asked();
        @Nullable ClusterName named = asked.named();
        if (named != null
                && clusters.stream()
                        .anyMatch(cluster -> cluster.allowed() && cluster.name().equals(named))) {
            return new Asker(preference, Set.of(named), "its tag[" + Rules.CLUSTER_TAG + "] names " + named, now);
        }
        @Nullable Kin kin = asked.kin();
        if (kin == null || kin.bond() == Kin.Bond.APART) {
            return new Asker(preference, Set.of(), "", now);
        }
        Set<ClusterName> there = clusters.stream()
                .filter(cluster -> cluster.allowed() && cluster.kin(kin.group()) > 0)
                .map(Option::name)
                .collect(Collectors.toUnmodifiableSet());
        return new Asker(preference, there, "others of its group[" + kin.group() + "] are elsewhere", now);
    }

    Asked asked() {
        return preference.asked();
    }
}
