package io.henge.bench.runner;

import io.henge.bench.Benchmark;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Target;
import io.henge.bench.overlord.Overlord;
import io.henge.demo.world.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether the runner's threads grow with the number of live tasks. */
public final class ThreadsBenchmark implements Benchmark {
    private static final int FEW = 5;
    private static final int MANY = 5_000;
    private static final Duration FOR_EVER = Duration.ofHours(1);

    @Override
    public String name() {
        return "threads";
    }

    @Override
    public String about() {
        return "Threads of the runner on two clusters, with " + FEW + " and with " + MANY + " live tasks";
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        try (Stage stage = Stage.set(scratch, FOR_EVER);
                Overlord overlord = stage.overlord()) {
            Set<Thread> others = threads();
            overlord.start();
            Set<Thread> few = progress.step(FEW + " tasks", () -> newThreads(overlord, others, 0, FEW));
            Set<Thread> many = progress.step(MANY + " tasks", () -> newThreads(overlord, others, FEW, MANY));
            progress.note("Threads with " + MANY + " but not with " + FEW + " tasks: " + names(many, few));
            return List.of(
                    Figure.of("threads with " + FEW + " live tasks", few.size(), ""),
                    new Figure("threads with " + MANY + " live tasks", many.size(), "", Target.exactly(few.size())));
        }
    }

    /** Brings the number of running tasks from one number to another; returns the threads that there are then. */
    private static Set<Thread> newThreads(Overlord overlord, Set<Thread> others, int from, int to)
            throws InterruptedException {
        for (int i = from; i < to; i++) {
            overlord.run("threads-" + i);
        }
        Stage.until(to + " tasks run", () -> overlord.running() == to);
        Set<Thread> now = threads();
        now.removeAll(others);
        return now;
    }

    private static List<String> names(Set<Thread> threads, Set<Thread> without) {
        return threads.stream()
                .filter(thread -> !without.contains(thread))
                .map(Thread::getName)
                .sorted()
                .toList();
    }

    /** All of this process, but the virtual machine's own. */
    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }
}
