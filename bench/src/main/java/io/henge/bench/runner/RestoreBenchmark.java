package io.henge.bench.runner;

import io.henge.bench.Benchmark;
import io.henge.bench.child.JavaChild;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Target;
import io.henge.bench.overlord.Overlord;
import io.henge.demo.world.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How soon a new leader with many live tasks launches a new one while one of two clusters hangs, in a small heap. */
public final class RestoreBenchmark implements Benchmark {
    private static final int TASKS = 10_000;
    private static final int HEAP_MIB = 512;
    private static final double TARGET_SECONDS = 10;
    private static final Duration FOR_EVER = Duration.ofHours(1);

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public String about() {
        return "From start() of a new leader with " + TASKS
                + " live tasks, half of them on a cluster that hangs, to a new" + " task's running pod";
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        try (Stage stage = Stage.set(scratch, FOR_EVER)) {
            int onWest;
            try (Overlord earlier = stage.overlord()) {
                onWest = progress.step("an earlier leader runs " + TASKS + " tasks", () -> runTasks(stage, earlier));
            }
            stage.clusters().hang(Stage.WEST);
            try (JavaChild leader = newLeader(stage)) {
                return progress.step("a new leader in " + HEAP_MIB + " MiB", () -> figures(leader, onWest));
            }
        }
    }

    /** Returns how many tasks went to the cluster that is going to hang. */
    private static int runTasks(Stage stage, Overlord overlord) throws InterruptedException {
        overlord.start();
        Stage.until("both clusters are watched", () -> overlord.watched() == 2);
        for (int i = 0; i < TASKS; i++) {
            overlord.run(RestoreMain.task(i));
        }
        Stage.until("all tasks run", () -> overlord.running() == TASKS);
        return stage.clusters().jobs(Stage.WEST);
    }

    private static JavaChild newLeader(Stage stage) throws IOException {
        return JavaChild.start(
                stage.scratch(),
                RestoreMain.class,
                List.of("-Xmx" + HEAP_MIB + "m", "-XX:+ExitOnOutOfMemoryError"),
                stage.scratch().toString(),
                stage.store().url(),
                stage.clusters().kubeconfig(Stage.EAST).toString(),
                stage.clusters().kubeconfig(Stage.WEST).toString(),
                Integer.toString(TASKS));
    }

    private static List<Figure> figures(JavaChild leader, int onWest) {
        double started = Double.parseDouble(leader.line());
        double handedIn = Double.parseDouble(leader.line());
        double running = Double.parseDouble(leader.line());
        double settled = Double.parseDouble(leader.line());
        double heap = Double.parseDouble(leader.line());
        return List.of(
                Figure.of("live tasks on the cluster that hangs", onWest, ""),
                Figure.of("until start() has returned", started, "s"),
                Figure.of("until all tasks are handed in again", handedIn, "s"),
                new Figure("until a new task's pod runs", running, "s", Target.atMost(TARGET_SECONDS)),
                Figure.of("until all tasks of the healthy cluster are seen", settled, "s"),
                new Figure("heap in use after collection", heap, "MiB", Target.atMost(HEAP_MIB)));
    }
}
