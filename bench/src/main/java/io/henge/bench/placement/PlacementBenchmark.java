package io.henge.bench.placement;

import io.henge.bench.Benchmark;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Latencies;
import io.henge.bench.figure.Target;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.placement.Choices;
import io.henge.core.placement.Giving;
import io.henge.core.placement.Offer;
import io.henge.core.placement.Option;
import io.henge.core.placement.Preference;
import io.henge.core.placement.RoundRobin;
import io.henge.core.placement.Selector;
import io.henge.demo.world.Progress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.pcollections.HashTreePMap;

/** How long it takes to choose a cluster, by rules and by what pods ask for, one task after the other. */
public final class PlacementBenchmark implements Benchmark {
    private static final int TASKS = 10_000;
    private static final int WARM_UPS = 5;

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
        return "One decision of placement, with " + TASKS + " tasks waiting, " + BenchAsking.RULES
                + " rules and resources";
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
        BenchAsking wishes = new BenchAsking();
        List<Preference> waiting = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            waiting.add(preference(wishes, i));
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

    private static Preference preference(BenchAsking wishes, int task) {
        return Preference.of(
                wishes.asked(new TaskTraits("index", BenchAsking.dataSource(task), "group-" + task, 0), task));
    }

    private static Choices fleet(int clusters) {
        TreeMap<ClusterName, Option> all = new TreeMap<>();
        for (int i = 0; i < clusters; i++) {
            ClusterName name = new ClusterName("cluster-" + i);
            all.put(
                    name,
                    new Option(
                            name,
                            BenchAsking.profile(i),
                            true,
                            null,
                            new Option.Taken(0, TASKS, Resources.NONE, HashTreePMap.empty()),
                            Offer.configured(Resources.of(4_000L * TASKS, (4L << 30) * TASKS)),
                            null));
        }
        return new Choices(Instant.EPOCH, all, 0, Integer.MAX_VALUE, null);
    }
}
