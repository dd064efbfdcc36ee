package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskMatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;

/** Clusters and rules for tests, made in one line each. */
final class Fleets {
    static final ClusterProfile ZONE_A = profile(Map.of("zone", "a"));
    static final ClusterProfile ZONE_B = profile(Map.of("zone", "b"));

    private Fleets() {}

    static ClusterProfile profile(Map<String, String> labels, String... taints) {
        return new ClusterProfile(
                ClusterLimits.NONE,
                new TreeMap<>(labels),
                List.of(taints).stream()
                        .map(text -> Taint.of(text).orElseThrow())
                        .toList());
    }

    static Option cluster(String name) {
        return cluster(name, ClusterProfile.PLAIN);
    }

    static Option cluster(String name, ClusterProfile profile) {
        return new Option(
                new ClusterName(name),
                profile,
                true,
                null,
                new Option.Taken(0, Long.MAX_VALUE, Resources.NONE, HashTreePMap.empty()),
                Offer.UNKNOWN,
                null);
    }

    static Option closed(Option cluster, @Nullable String why) {
        return new Option(
                cluster.name(), cluster.profile(), true, why, cluster.taken(), cluster.offer(), cluster.keptFor());
    }

    /** One from which a person's word keeps everything new. */
    static Option kept(Option cluster, String why) {
        return new Option(
                cluster.name(), cluster.profile(), false, why, cluster.taken(), cluster.offer(), cluster.keptFor());
    }

    static Option taken(Option cluster, Option.Taken taken) {
        return new Option(
                cluster.name(), cluster.profile(), true, cluster.closed(), taken, cluster.offer(), cluster.keptFor());
    }

    static Option offering(Option cluster, Resources total, Resources others) {
        Offer offer = new Offer(Offer.Source.QUOTA, total, others, null);
        return new Option(
                cluster.name(), cluster.profile(), true, cluster.closed(), cluster.taken(), offer, cluster.keptFor());
    }

    static Choices choices(Option... clusters) {
        TreeMap<ClusterName, Option> all = new TreeMap<>();
        List.of(clusters).forEach(cluster -> all.put(cluster.name(), cluster));
        return new Choices(Instant.EPOCH, all, 0, Integer.MAX_VALUE, null);
    }

    static ClusterMatch named(String... names) {
        return new ClusterMatch(new TreeSet<>(Set.of(names)), new TreeMap<>());
    }

    static ClusterMatch labelled(String key, String... values) {
        return new ClusterMatch(new TreeSet<>(), new TreeMap<>(Map.of(key, Set.of(values))));
    }

    static Rule rule(String name, Rule.Word word) {
        return new Rule(name, TaskMatch.ALL, word);
    }

    static Preference asking(Rule... rules) {
        return Preference.of(new Asked(Needs.NONE, null, List.of(rules), null));
    }
}
