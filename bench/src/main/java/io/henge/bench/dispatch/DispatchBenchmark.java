package io.henge.bench.dispatch;

import io.henge.bench.Benchmark;
import io.henge.bench.Scale;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Target;
import io.henge.demo.world.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How fast tasks become Jobs, beside a client-go loop: first in a cold virtual machine, then several times in a warm one. */
public final class DispatchBenchmark implements Benchmark {
    private static final int TASKS = 1_000;
    private static final int COLD_TASKS = 500;
    private static final double LEAST_COLD_SHARE = 0.5;
    private static final double MOST_CPU_SECONDS = 6;

    /** Of the slowest pair of a small machine, so that all tasks run at once before the first ends. */
    private static final int BOUND_PER_SECOND_LEAST = 20;

    private final Scale scale;
    private final int tasks;

    public DispatchBenchmark(Scale scale) {
        this.scale = scale;
        this.tasks = scale.tasks().orElse(TASKS);
    }

    @Override
    public String name() {
        return "dispatch";
    }

    @Override
    public String about() {
        return "Jobs made per second of " + tasks + " tasks on " + scale.clusters()
                + " real clusters, beside a client-go loop";
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        int runSeconds = 1 + Math.max(tasks, COLD_TASKS) / BOUND_PER_SECOND_LEAST;
        try (Turns turns = Turns.begin(scratch, scale.clusters(), runSeconds, progress)) {
            Pair cold = progress.step("a cold pair of " + COLD_TASKS, () -> turns.pair(COLD_TASKS));
            progress.note(cold.words());
            progress.step("to warm up", () -> turns.pair(Math.min(TASKS, tasks)));
            List<Pair> pairs = new ArrayList<>();
            for (int i = 1; i <= scale.pairs(); i++) {
                Pair pair = progress.step("pair " + i, () -> turns.pair(tasks));
                progress.note(pair.words());
                pairs.add(pair);
            }
            List<Figure> figures = new ArrayList<>(PairFigures.of("", pairs, MOST_CPU_SECONDS));
            figures.add(new Figure(
                    "cold: share of client-go over the first " + COLD_TASKS,
                    cold.share(),
                    "",
                    Target.atLeast(LEAST_COLD_SHARE)));
            return figures;
        }
    }
}
