package io.henge.bench.runner;

import io.henge.bench.Benchmark;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Latencies;
import io.henge.bench.figure.Pace;
import io.henge.bench.figure.Target;
import io.henge.bench.overlord.Overlord;
import io.henge.bench.stub.StubClusters;
import io.henge.demo.world.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;

/** How soon tasks of one cluster end, by themselves and by a word, while another cluster is in a storm and while not. */
public final class NeighboursBenchmark implements Benchmark {
    private static final double TARGET_RATIO = 1.2;
    private static final int WARM_UP = 450;
    private static final int MEASURED = 300;
    private static final int BURST = 2_000;
    private static final int PER_SECOND = 10;
    private static final Duration RUN_TIME = Duration.ofSeconds(2);
    private static final Duration FOR_EVER = Duration.ofHours(1);

    /** How many tasks run on each cluster until they are shut down, in turn. */
    private static final int LASTING = 20;

    /** Of what is handed in at a pace, so that the burst does not stand before it. */
    private static final int PRIORITY = 75;

    /** Those, and those that run for 2 s and come every 100 ms, and little more. */
    private static final String EAST_CAPACITY = "48";

    @Override
    public String name() {
        return "neighbours";
    }

    @Override
    public String about() {
        return "Completion and shutdown on one cluster, while another one is in a storm with " + BURST
                + " tasks that want to run there, against calm";
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        try (Stage stage = Stage.set(scratch, FOR_EVER);
                Overlord overlord = overlord(stage)) {
            overlord.start();
            Stage.until("both clusters are watched", () -> overlord.watched() == 2);
            return new Traffic(overlord, stage.clusters()).figures(progress);
        }
    }

    private static Overlord overlord(Stage stage) throws Exception {
        Properties properties =
                Overlord.properties(stage.scratch(), stage.clusters().kubeconfigs(), Integer.MAX_VALUE);
        properties.setProperty("druid.indexer.runner.clusters[0].capacity", EAST_CAPACITY);
        return Overlord.of(stage.store().url(), properties);
    }

    /** What comes and goes in one run; times are those of {@link System#nanoTime}, here and at the stubs. */
    private static final class Traffic {
        private final Overlord overlord;
        private final StubClusters clusters;
        private final List<String> brief = new ArrayList<>();
        private final Queue<String> lasting = new ArrayDeque<>();
        private final Map<String, Long> done = new ConcurrentHashMap<>();
        private final Map<String, Long> shutDown = new HashMap<>();
        private int handedIn;

        Traffic(Overlord overlord, StubClusters clusters) {
            this.overlord = overlord;
            this.clusters = clusters;
        }

        List<Figure> figures(Progress progress) throws InterruptedException {
            progress.step("to warm up", () -> pace(WARM_UP, 2));
            long calmAt = System.nanoTime();
            progress.step("calm", () -> pace(MEASURED, 2));
            long stormAt = System.nanoTime();
            progress.step("storm", this::storm);
            long endedAt = System.nanoTime();
            Map<String, Long> podsEnded = clusters.ended(Stage.EAST);
            Map<String, Long> deleted = clusters.deleted(Stage.EAST);
            List<Figure> figures = new ArrayList<>();
            figures.addAll(compared(
                    "from a pod's end to its task's future",
                    between(podsEnded, done, calmAt, stormAt),
                    between(podsEnded, done, stormAt, endedAt)));
            figures.addAll(compared(
                    "from shutdown() to the DELETE at the API server",
                    between(shutDown, deleted, calmAt, stormAt),
                    between(shutDown, deleted, stormAt, endedAt)));
            return figures;
        }

        private int storm() throws InterruptedException {
            clusters.storm(Stage.WEST);
            lasting.removeIf(task -> !overlord.isOn(Stage.EAST, task));
            for (int i = 0; i < BURST; i++) {
                overlord.run(StubClusters.runsFor("burst-" + i, RUN_TIME));
            }
            // East now gets what both had before.
            int paced = pace(MEASURED, 1);
            Stage.until(
                    "all that was to end on the calm cluster has ended",
                    () -> brief.stream().noneMatch(task -> !done.containsKey(task) && overlord.isOn(Stage.EAST, task))
                            && shutDown.keySet().stream().noneMatch(task -> overlord.isOn(Stage.EAST, task)));
            return paced;
        }

        /** Ten times a second so many of either kind of task are handed in, and as many are shut down; returns how many came so far. */
        private int pace(int times, int each) {
            Pace.keep(PER_SECOND, times, due -> comeAndGo(each));
            return handedIn;
        }

        /** One kind after the other: the clusters take turns, and each is to get some of both. */
        private void comeAndGo(int each) {
            for (int i = 0; i < each; i++) {
                String task = StubClusters.runsFor("brief-" + handedIn++, RUN_TIME);
                brief.add(task);
                overlord.run(task, PRIORITY, () -> done.put(task, System.nanoTime()));
            }
            for (int i = 0; i < each; i++) {
                String task = "lasting-" + handedIn++;
                lasting.add(task);
                overlord.run(task, PRIORITY, () -> {});
            }
            for (int over = lasting.size() - LASTING * each; over > 0; over--) {
                lasting.stream().filter(overlord::isRunning).findFirst().ifPresent(this::shutDown);
            }
        }

        private void shutDown(String task) {
            lasting.remove(task);
            shutDown.put(task, System.nanoTime());
            overlord.shutdown(task);
        }
    }

    /** How long it took from the one to the other, of those of which the first came within a time. */
    private static Latencies between(Map<String, Long> from, Map<String, Long> to, long begin, long end) {
        return new Latencies(from.entrySet().stream()
                .filter(task -> task.getValue() - begin >= 0 && task.getValue() - end < 0)
                .filter(task -> to.containsKey(task.getKey()))
                .mapToLong(task -> Objects.requireNonNull(to.get(task.getKey())) - task.getValue())
                .toArray());
    }

    private static List<Figure> compared(String what, Latencies calm, Latencies storm) {
        double ratio = storm.millis(0.99) / calm.millis(0.99);
        return List.of(
                Figure.of("calm: p50 of " + calm.count() + " " + what, calm.millis(0.5), "ms"),
                Figure.of("calm: p99 " + what, calm.millis(0.99), "ms"),
                Figure.of("storm: p50 of " + storm.count() + " " + what, storm.millis(0.5), "ms"),
                Figure.of("storm: p99 " + what, storm.millis(0.99), "ms"),
                new Figure("p99 in the storm, to that in calm, " + what, ratio, "×", Target.atMost(TARGET_RATIO)));
    }
}
