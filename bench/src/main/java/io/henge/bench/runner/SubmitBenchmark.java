package io.henge.bench.runner;

import io.henge.bench.Benchmark;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Latencies;
import io.henge.bench.figure.Pace;
import io.henge.bench.figure.Target;
import io.henge.bench.overlord.Overlord;
import io.henge.demo.process.PartFailed;
import io.henge.demo.world.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** How soon a task that is handed in to an idle Overlord is asked for at an API server. */
public final class SubmitBenchmark implements Benchmark {
    private static final double TARGET_MILLIS = 50;
    private static final int WARM_UP = 100;
    private static final int TASKS = 500;

    /** Each has ended, and is gone, before the next one comes, or soon after. */
    private static final int PER_SECOND = 4;

    private static final Duration RUN_TIME = Duration.ofMillis(50);

    @Override
    public String name() {
        return "submit";
    }

    @Override
    public String about() {
        return "From run() of a task to the POST of its Job, " + TASKS + " times on an idle system";
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        try (Stage stage = Stage.set(scratch, RUN_TIME);
                Overlord overlord = stage.overlord()) {
            overlord.start();
            Stage.until("both clusters are watched", () -> overlord.watched() == 2);
            Map<String, Long> unused = progress.step("to warm up", () -> handIn(overlord, "warm-", WARM_UP));
            Map<String, Long> handedIn = progress.step("measured", () -> handIn(overlord, "task-", TASKS));
            Map<String, Long> asked = new TreeMap<>(stage.clusters().created(Stage.EAST));
            asked.putAll(stage.clusters().created(Stage.WEST));
            if (!asked.keySet().containsAll(handedIn.keySet())) {
                throw new PartFailed("Of some tasks no Job was asked for.");
            }
            Latencies took = new Latencies(handedIn.entrySet().stream()
                    .mapToLong(task -> Objects.requireNonNull(asked.get(task.getKey())) - task.getValue())
                    .toArray());
            String what = " from run() to the POST at the API server";
            return List.of(
                    Figure.of("p50 of " + took.count() + what, took.millis(0.5), "ms"),
                    new Figure("p99" + what, took.millis(0.99), "ms", Target.atMost(TARGET_MILLIS)),
                    Figure.of("longest" + what, took.millis(1), "ms"));
        }
    }

    /** One after the other at an even pace, until all have ended; gives when each was handed in. */
    private static Map<String, Long> handIn(Overlord overlord, String name, int count) throws InterruptedException {
        TreeMap<String, Long> handedIn = new TreeMap<>();
        int before = overlord.succeeded();
        Pace.keep(PER_SECOND, count, due -> {
            String task = name + handedIn.size();
            handedIn.put(task, System.nanoTime());
            overlord.run(task);
        });
        Stage.until("all have ended", () -> overlord.succeeded() - before == count);
        return handedIn;
    }
}
