package io.henge.bench.placement;

import io.henge.bench.Benchmark;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Latencies;
import io.henge.bench.figure.Target;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.placement.Choices;
import io.henge.core.placement.ClusterLimits;
import io.henge.core.placement.ClusterMatch;
import io.henge.core.placement.ClusterProfile;
import io.henge.core.placement.Giving;
import io.henge.core.placement.Needs;
import io.henge.core.placement.Offer;
import io.henge.core.placement.Option;
import io.henge.core.placement.Preference;
import io.henge.core.placement.RoundRobin;
import io.henge.core.placement.Rule;
import io.henge.core.placement.Rules;
import io.henge.core.placement.Selector;
import io.henge.core.placement.Subject;
import io.henge.core.placement.TaskMatch;
import io.henge.demo.world.Progress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pcollections.HashTreePMap;

/** How long it takes to choose a cluster, by rules and by what pods ask for, one task after the other. */
public final class PlacementBenchmark implements Benchmark {
    private static final int TASKS = 10_000;
    private static final int RULES = 20;
    private static final int ZONES = 5;
    private static final int WARM_UPS = 5;

    /** One in so many tasks is a replica, for which all clusters are compared anew. */
    private static final int REPLICA_OF = 10;

    private static final double SECOND = 1e9;
    private static final Map<Integer, Double> MILLIS_MAX = new TreeMap<>(Map.of(100, 1.0, 1_000, 3.0));
    /** The size for which there is a goal of decisions a second. */
    private static final int COUNTED = 100;

    private static final double PER_SECOND_MIN = 10_000;

    @Override
    public String name() {
        return "placement";
    }

    @Override
    public String about() {
        return "One decision of placement, with " + TASKS + " tasks waiting, " + RULES + " rules and resources";
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (Map.Entry<Integer, Double> size : MILLIS_MAX.entrySet()) {
            int clusters = size.getKey();
            progress.step(clusters + " clusters", () -> {
                for (int i = 0; i < WARM_UPS; i++) {
                    decide(clusters);
                }
                long[] nanos = decide(clusters);
                double sum = 0;
                for (long one : nanos) {
                    sum += one;
                }
                String of = " with " + clusters + " clusters";
                figures.add(new Figure(
                        "p99 of a decision" + of,
                        new Latencies(nanos).millis(0.99),
                        "ms",
                        Target.atMost(size.getValue())));
                double perSecond = TASKS / (sum / SECOND);
                figures.add(
                        clusters == COUNTED
                                ? new Figure("decisions" + of, perSecond, "per second", Target.atLeast(PER_SECOND_MIN))
                                : Figure.of("decisions" + of, perSecond, "per second"));
                return true;
            });
        }
        return figures;
    }

    private static long[] decide(int clusters) {
        Giving giving = new Giving(
                fleet(clusters), Selector.LEAST_TASK, new RoundRobin.Turns(RoundRobin.START), new SplittableRandom(1));
        Rules rules = rules();
        List<Preference> waiting = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            waiting.add(preference(rules, i));
        }
        long[] nanos = new long[TASKS];
        for (int i = 0; i < TASKS; i++) {
            long begin = System.nanoTime();
            boolean placed = giving.take(waiting.get(i)).isPresent();
            nanos[i] = System.nanoTime() - begin;
            if (!placed) {
                throw new IllegalStateException("Task " + i + " found no place");
            }
        }
        return nanos;
    }

    private static Preference preference(Rules rules, int task) {
        TaskTraits traits = new TaskTraits("index", "source-" + task % RULES, "group-" + task, 0);
        String replicaOf = task % REPLICA_OF == 0 ? "stream-" + task / (2 * REPLICA_OF) : null;
        Subject subject = new Subject(new TreeMap<>(), new TreeMap<>(), null, replicaOf, List.of());
        return Preference.of(rules.asked(traits, subject, Needs.everywhere(Resources.of(1_000, 1L << 30))));
    }

    private static Rules rules() {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < RULES; i++) {
            TaskMatch when = new TaskMatch(
                    new TreeSet<>(),
                    new TreeSet<>(Set.of("source-" + i)),
                    new TreeSet<>(),
                    new TreeMap<>(),
                    new TreeMap<>());
            ClusterMatch zone =
                    new ClusterMatch(new TreeSet<>(), new TreeMap<>(Map.of("zone", Set.of("zone-" + i % ZONES))));
            rules.add(new Rule("rule-" + i, when, i % 2 == 0 ? new Rule.Prefer(zone, i) : new Rule.Exclude(zone)));
        }
        return new Rules(rules, false);
    }

    private static Choices fleet(int clusters) {
        TreeMap<ClusterName, Option> all = new TreeMap<>();
        for (int i = 0; i < clusters; i++) {
            ClusterName name = new ClusterName("cluster-" + i);
            ClusterProfile profile = new ClusterProfile(
                    ClusterLimits.NONE, new TreeMap<>(Map.of("zone", "zone-" + i % ZONES)), List.of());
            all.put(
                    name,
                    new Option(
                            name,
                            profile,
                            true,
                            null,
                            new Option.Taken(0, TASKS, Resources.NONE, HashTreePMap.empty()),
                            Offer.configured(Resources.of(4_000L * TASKS, (4L << 30) * TASKS)),
                            null));
        }
        return new Choices(Instant.EPOCH, all, 0, Integer.MAX_VALUE, null);
    }
}
