package io.henge.bench.dispatch;

import io.henge.bench.Benchmark;
import io.henge.bench.Scale;
import io.henge.bench.figure.Figure;
import io.henge.demo.world.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The same as {@link DispatchBenchmark} with as many tasks as a day of backfills hands in at once. */
public final class StormBenchmark implements Benchmark {
    private static final int WARM_UP = 1_000;
    private static final double MOST_CPU_SECONDS = 7;

    /** As far as it is known of a small machine, so that all tasks run at once before the first ends. */
    private static final int BOUND_PER_SECOND_LEAST = 40;

    private final Scale scale;
    private final List<Integer> sizes;

    public StormBenchmark(Scale scale) {
        this.scale = scale;
        this.sizes = scale.tasks().isPresent() ? List.of(scale.tasks().getAsInt()) : List.of(5_000, 20_000);
    }

    @Override
    public String name() {
        return "storm";
    }

    @Override
    public String about() {
        return "The same as dispatch with " + sizes + " tasks at once, one pair of each";
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (int size : sizes) {
            Path own = Files.createDirectories(scratch.resolve(Integer.toString(size)));
            try (Turns turns = Turns.begin(own, scale.clusters(), 1 + size / BOUND_PER_SECOND_LEAST, progress)) {
                progress.step("to warm up", () -> turns.pair(Math.min(WARM_UP, size)));
                Pair pair = progress.step(size + " tasks", () -> turns.pair(size));
                progress.note(pair.words());
                figures.addAll(
                        PairFigures.of(String.format(Locale.ROOT, "%,d: ", size), List.of(pair), MOST_CPU_SECONDS));
            }
        }
        return figures;
    }
}
