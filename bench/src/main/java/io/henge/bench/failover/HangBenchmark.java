package io.henge.bench.failover;

import io.henge.bench.Benchmark;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Latencies;
import io.henge.bench.figure.Target;
import io.henge.bench.overlord.Overlord;
import io.henge.bench.runner.Stage;
import io.henge.core.attempt.TaskId;
import io.henge.demo.process.PartFailed;
import io.henge.demo.process.Poll;
import io.henge.demo.world.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How soon a new leader places a task on a cluster that is well while another one does not answer. */
public final class HangBenchmark implements Benchmark {
    private static final List<Ailment> AILMENTS = List.of(Ailment.HANGS, Ailment.DROPS);
    private static final double TARGET_MILLIS = 1_000;
    private static final double MEDIAN = 0.5;
    private static final int LEFT = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(2);

    private final int terms;

    /** @param terms how many leaders begin while the cluster hangs, in each way */
    public HangBenchmark(int terms) {
        this.terms = terms;
    }

    @Override
    public String name() {
        return "failover.hang";
    }

    @Override
    public String about() {
        return "A new leader's first placement on a real cluster while another one hangs, " + terms
                + " times in each of " + AILMENTS.size() + " ways";
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        try (Region region = Region.up(scratch, List.of(Region.WELL, Region.UNWELL), progress)) {
            leave(region);
            List<Figure> figures = new ArrayList<>();
            for (Ailment ailment : AILMENTS) {
                ailment.begin(region.unwell());
                try {
                    figures.addAll(progress.step(ailment.words(), () -> lead(region, ailment)));
                } finally {
                    ailment.end(region.unwell());
                }
            }
            return figures;
        }
    }

    /** An earlier leader's tasks, on both clusters. */
    private static void leave(Region region) throws InterruptedException {
        try (Overlord earlier = region.overlord(Map.of())) {
            earlier.start();
            region.awaitWell(earlier);
            for (int i = 0; i < LEFT; i++) {
                earlier.run("left-" + i, AskedPlace.anywhere(AskedPlace.USUAL), () -> {});
            }
            Stage.until("all tasks run", () -> earlier.countRunning() == LEFT);
        }
    }

    private List<Figure> lead(Region region, Ailment ailment) throws InterruptedException {
        long[] begun = new long[terms];
        long[] read = new long[terms];
        for (int i = 0; i < terms; i++) {
            try (Overlord leader = region.overlord(Map.of())) {
                String task = "new-" + ailment + "-" + i;
                long start = System.nanoTime();
                leader.start();
                long returned = System.nanoTime();
                leader.run(task, AskedPlace.anywhere(AskedPlace.USUAL), () -> {});
                if (!Poll.until(PATIENCE, LOOK_EVERY, () -> isPlaced(leader, task))) {
                    throw new PartFailed("Task[" + task + "] was not placed within a minute.");
                }
                begun[i] = System.nanoTime() - start;
                read[i] = System.nanoTime() - returned;
                leader.shutdown(task);
            }
        }
        Latencies fromStart = new Latencies(begun);
        Latencies fromRead = new Latencies(read);
        String what = ailment.words() + ": ";
        return List.of(
                Figure.of(
                        what + "median from the beginning of start() to the first placement",
                        fromStart.millis(MEDIAN),
                        "ms"),
                Figure.of(what + "longest", fromStart.millis(1), "ms"),
                Figure.of(what + "median from its end, when the rows are read", fromRead.millis(MEDIAN), "ms"),
                new Figure(what + "longest from then", fromRead.millis(1), "ms", Target.atMost(TARGET_MILLIS)));
    }

    private static boolean isPlaced(Overlord leader, String task) {
        return leader.snapshot()
                .find(new TaskId(task))
                .filter(report -> report.attempt() != null)
                .isPresent();
    }
}
