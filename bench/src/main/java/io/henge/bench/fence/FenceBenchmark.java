package io.henge.bench.fence;

import io.henge.bench.Benchmark;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Latencies;
import io.henge.bench.figure.Target;
import io.henge.bench.overlord.Overlord;
import io.henge.bench.overlord.PeonRequests;
import io.henge.bench.overlord.PeonRequests.Pair;
import io.henge.bench.runner.Stage;
import io.henge.demo.world.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the fence adds to an action of a peon: to the most frequent one, and to one that readers see at once. */
public final class FenceBenchmark implements Benchmark {
    private static final int TASKS = 1_000;
    private static final double ADDED_MILLIS_MAX = 0.3;
    private static final int WARM_UP = 20_000;
    private static final int MEASURED = 50_000;

    /** Each of them waits for a transaction of its own. */
    private static final int MEASURED_COMMITS = 2_000;

    private static final Duration FOR_EVER = Duration.ofHours(1);

    @Override
    public String name() {
        return "fence";
    }

    @Override
    public String about() {
        return "What the fence adds to a peon's action of 2.7 KB, beside " + TASKS + " live tasks";
    }

    /** One kind of action, without the fence and with it. */
    private record Measured(Latencies bare, Latencies fenced, double storeTurnsPerAction) {
        double addedMillis(double share) {
            return fenced.millis(share) - bare.millis(share);
        }
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        try (Stage stage = Stage.set(scratch, FOR_EVER);
                Overlord overlord = stage.overlord()) {
            overlord.start();
            progress.step(TASKS + " tasks", () -> runTasks(overlord));
            PeonRequests peon = overlord.requestsOf(task(0));
            measure(overlord, peon.allocate(), WARM_UP);
            Measured allocate = progress.step("segmentAllocate", () -> measure(overlord, peon.allocate(), MEASURED));
            measure(overlord, peon.markUnused(), MEASURED_COMMITS);
            Measured mark =
                    progress.step("markSegmentsAsUnused", () -> measure(overlord, peon.markUnused(), MEASURED_COMMITS));
            return List.of(
                    Figure.of(
                            "p50 of segmentAllocate without the fence",
                            allocate.bare().millis(0.5),
                            "ms"),
                    new Figure(
                            "p50 that the fence adds to it",
                            allocate.addedMillis(0.5),
                            "ms",
                            Target.atMost(ADDED_MILLIS_MAX)),
                    Figure.of("p99 that the fence adds to it", allocate.addedMillis(0.99), "ms"),
                    new Figure(
                            "turns to the metadata store, per segmentAllocate",
                            allocate.storeTurnsPerAction(),
                            "",
                            Target.exactly(0)),
                    Figure.of("p50 that the fence adds to markSegmentsAsUnused", mark.addedMillis(0.5), "ms"),
                    Figure.of("turns to the metadata store, per markSegmentsAsUnused", mark.storeTurnsPerAction(), ""));
        }
    }

    private static String task(int number) {
        return "fence-" + number;
    }

    private static boolean runTasks(Overlord overlord) throws InterruptedException {
        for (int i = 0; i < TASKS; i++) {
            overlord.run(task(i));
        }
        Stage.until("all tasks run", () -> overlord.running() == TASKS);
        // The rows' last writes may be under way; afterwards nothing but the actions turns to the store.
        Stage.until("all rows have their pods' locations", () -> overlord.located() == TASKS);
        return true;
    }

    /** Makes both requests in turn, so that whatever else the machine does meets both alike. */
    private static Measured measure(Overlord overlord, Pair pair, int times) {
        long[] bare = new long[times];
        long[] fenced = new long[times];
        long turns = overlord.storeTurns();
        for (int i = 0; i < times; i++) {
            boolean bareFirst = i % 2 == 0;
            bare[i] = bareFirst ? nanosOf(pair.bare()) : 0;
            fenced[i] = nanosOf(pair.fenced());
            bare[i] += bareFirst ? 0 : nanosOf(pair.bare());
        }
        double turnsEach = (double) (overlord.storeTurns() - turns) / times;
        return new Measured(new Latencies(bare), new Latencies(fenced), turnsEach);
    }

    private static long nanosOf(Runnable request) {
        long begin = System.nanoTime();
        request.run();
        return System.nanoTime() - begin;
    }
}
