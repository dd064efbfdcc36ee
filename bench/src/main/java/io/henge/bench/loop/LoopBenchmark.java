package io.henge.bench.loop;

import io.henge.bench.Benchmark;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Latencies;
import io.henge.bench.figure.Target;
import io.henge.demo.world.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A turn that changes one task beside few and many others, and what a known task costs in memory. */
public final class LoopBenchmark implements Benchmark {
    private static final int FEW = 100;
    private static final int MANY_LIVE = 100_000;
    private static final int MANY_WAITING = 50_000;
    private static final int WARM_UP = 3_000;
    private static final int MEASURED = 3_000;
    private static final double RATIO_MAX = 2;
    private static final double WAITING_BYTES_MAX = 4_096;
    private static final double LIVE_BYTES_MAX = 10_240;

    @Override
    public String name() {
        return "loop";
    }

    @Override
    public String about() {
        return "A turn that changes or places one task, beside " + FEW + " to " + MANY_LIVE
                + " others; memory per task";
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        List<Figure> figures = new ArrayList<>();
        progress.step(
                "turns that change one task",
                () -> figures.addAll(turns(
                        "changes one",
                        QuietOverlord::changeOne,
                        new Size(FEW, 0),
                        new Size(10_000, 0),
                        new Size(MANY_LIVE, 0))));
        progress.step(
                "turns that place one task",
                () -> figures.addAll(
                        turns("places one", QuietOverlord::placeOne, new Size(1, FEW), new Size(1, MANY_WAITING))));
        progress.step("memory per task", () -> figures.addAll(memory()));
        return figures;
    }

    private record Size(int live, int waiting) {
        String words() {
            return live + " live and " + waiting + " waiting";
        }
    }

    /** The same turns beside the first size and each other, in turns, so that the machine meets all alike. */
    private static List<Figure> turns(String what, Consumer<QuietOverlord> act, Size... sizes) {
        List<QuietOverlord> overlords = new ArrayList<>();
        List<long[]> nanos = new ArrayList<>();
        for (Size size : sizes) {
            overlords.add(new QuietOverlord(size.live(), size.waiting()));
            nanos.add(new long[MEASURED]);
        }
        for (int i = -WARM_UP; i < MEASURED; i++) {
            for (int s = 0; s < sizes.length; s++) {
                long begin = System.nanoTime();
                act.accept(overlords.get(s));
                long took = System.nanoTime() - begin;
                overlords.get(s).settle();
                if (i >= 0) {
                    nanos.get(s)[i] = took;
                }
            }
        }
        List<Figure> figures = new ArrayList<>();
        double first = new Latencies(nanos.get(0)).millis(0.5);
        for (int s = 0; s < sizes.length; s++) {
            double median = new Latencies(nanos.get(s)).millis(0.5);
            figures.add(Figure.of("p50 of a turn that " + what + ", beside " + sizes[s].words(), 1_000 * median, "µs"));
            if (s > 0) {
                figures.add(new Figure(
                        "that, to the one beside " + sizes[0].words(), median / first, "×", Target.atMost(RATIO_MAX)));
            }
        }
        return figures;
    }

    private static List<Figure> memory() {
        return List.of(
                new Figure(
                        "heap per task that waits",
                        bytesPer(MANY_WAITING, () -> new QuietOverlord(1, MANY_WAITING)),
                        "bytes",
                        Target.atMost(WAITING_BYTES_MAX)),
                new Figure(
                        "heap per task that lives, with its row in a ledger in memory and its Job in a stub",
                        bytesPer(MANY_LIVE, () -> new QuietOverlord(MANY_LIVE, 0)),
                        "bytes",
                        Target.atMost(LIVE_BYTES_MAX)));
    }

    private static double bytesPer(int tasks, Supplier<QuietOverlord> maker) {
        long empty = used();
        QuietOverlord overlord = maker.get();
        long full = used();
        int known = overlord.loop().snapshot().attempts().size();
        if (known < tasks) {
            throw new IllegalStateException("Of " + tasks + " tasks, " + known + " are known");
        }
        return (double) (full - empty) / tasks;
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
