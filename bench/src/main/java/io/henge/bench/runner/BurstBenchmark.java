package io.henge.bench.runner;

import io.henge.bench.Benchmark;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Target;
import io.henge.bench.overlord.Overlord;
import io.henge.demo.process.Poll;
import io.henge.demo.world.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long the task queue is held up when many tasks are handed in at once, and whether each of them ends. */
public final class BurstBenchmark implements Benchmark {
    private static final double TARGET_MILLIS = 100;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int WARM_BURSTS = 5;
    private static final Duration RUN_TIME = Duration.ofSeconds(1);

    /** A task that has not ended by then counts as lost. */
    private static final Duration LOST_AFTER = Duration.ofMinutes(3);

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final int tasks;

    /** @param tasks how many in each burst */
    public BurstBenchmark(int tasks) {
        this.tasks = tasks;
    }

    /** One burst. */
    private record Burst(double heldUpMillis, double longestMillis, double endedSeconds, int lost) {}

    @Override
    public String name() {
        return "burst";
    }

    @Override
    public String about() {
        return "What " + tasks + " calls of run() in a row cost the task queue, and whether all tasks end";
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        try (Stage stage = Stage.set(scratch, RUN_TIME);
                Overlord overlord = stage.overlord()) {
            overlord.start();
            Burst first = progress.step("first burst", () -> burst(overlord, 0));
            List<Burst> later = new ArrayList<>();
            for (int i = 1; i <= WARM_BURSTS; i++) {
                int number = i;
                later.add(progress.step("burst " + i, () -> burst(overlord, number)));
            }
            double worst = later.stream().mapToDouble(Burst::heldUpMillis).max().orElseThrow();
            int lost = first.lost() + later.stream().mapToInt(Burst::lost).sum();
            return List.of(
                    new Figure(
                            "inside " + tasks + " calls, first burst of a cold JVM",
                            first.heldUpMillis(),
                            "ms",
                            Target.atMost(TARGET_MILLIS)),
                    Figure.of("longest of these calls", first.longestMillis(), "ms"),
                    new Figure(
                            "inside " + tasks + " calls, worst of " + WARM_BURSTS + " later bursts",
                            worst,
                            "ms",
                            Target.atMost(TARGET_MILLIS)),
                    Figure.of("until all of the first burst have ended", first.endedSeconds(), "s"),
                    Figure.of(
                            "until all of the last burst have ended",
                            later.get(later.size() - 1).endedSeconds(),
                            "s"),
                    new Figure("tasks lost of all bursts", lost, "", Target.exactly(0)));
        }
    }

    private Burst burst(Overlord overlord, int number) throws InterruptedException {
        int before = overlord.succeeded();
        long heldUp = 0;
        long longest = 0;
        long begin = System.nanoTime();
        for (int i = 0; i < tasks; i++) {
            long took = overlord.run("burst-" + number + "-" + i);
            heldUp += took;
            longest = Math.max(longest, took);
        }
        boolean unused = Poll.until(LOST_AFTER, LOOK_EVERY, () -> overlord.succeeded() - before == tasks);
        double seconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
        int lost = tasks - (overlord.succeeded() - before);
        Stage.until("every row is gone", () -> overlord.known() <= lost);
        return new Burst(heldUp / NANOS_PER_MILLI, longest / NANOS_PER_MILLI, seconds, lost);
    }
}
