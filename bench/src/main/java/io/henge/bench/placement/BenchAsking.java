package io.henge.bench.placement;

import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskMatch;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.placement.Asked;
import io.henge.core.placement.ClusterLimits;
import io.henge.core.placement.ClusterMatch;
import io.henge.core.placement.ClusterProfile;
import io.henge.core.placement.Needs;
import io.henge.core.placement.Rule;
import io.henge.core.placement.Rules;
import io.henge.core.placement.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What many tasks ask of many clusters: 20 rules, each about one data source and one of five zones, what pods ask for, and
 * that replicas stay apart.
 */
public final class BenchAsking {
    /** How many rules there are, and data sources. */
    public static final int RULES = 20;

    private static final int ZONES = 5;

    /** One in so many tasks is a replica, for which all clusters are compared anew. */
    private static final int REPLICA_OF = 10;

    private final Rules rules = new Rules(written(), false);

    private static List<Rule> written() {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < RULES; i++) {
            TaskMatch when = new TaskMatch(
                    new TreeSet<>(),
                    new TreeSet<>(Set.of(dataSource(i))),
                    new TreeSet<>(),
                    new TreeMap<>(),
                    new TreeMap<>());
            ClusterMatch zone =
                    new ClusterMatch(new TreeSet<>(), new TreeMap<>(Map.of("zone", Set.of("zone-" + i % ZONES))));
            rules.add(new Rule("rule-" + i, when, i % 2 == 0 ? new Rule.Prefer(zone, i) : new Rule.Exclude(zone)));
        }
        return rules;
    }

    /** Those that {@link #asked} goes by. */
    public Rules rules() {
        return rules;
    }

    /** The data source of a task; some rule is about it. */
    public static String dataSource(int task) {
        return "source-" + task % RULES;
    }

    /** Without limits, in its zone. */
    public static ClusterProfile profile(int cluster) {
        return new ClusterProfile(
                ClusterLimits.NONE, new TreeMap<>(Map.of("zone", "zone-" + cluster % ZONES)), List.of());
    }

    /** What a task asks for; an object of its own for each task, which in an Overlord all share that ask for the same. */
    public Asked asked(TaskTraits traits, int task) {
        String replicaOf = task % REPLICA_OF == 0 ? "stream-" + task / (2 * REPLICA_OF) : null;
        Subject subject = new Subject(new TreeMap<>(), new TreeMap<>(), null, replicaOf, List.of());
        return rules.asked(traits, subject, Needs.everywhere(Resources.of(1_000, 1L << 30)));
    }
}
