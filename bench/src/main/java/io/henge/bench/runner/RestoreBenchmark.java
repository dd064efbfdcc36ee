package io.henge.bench.runner;

import io.henge.bench.Benchmark;
import io.henge.bench.child.JavaChild;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Target;
import io.henge.demo.world.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** How soon new leaders with many live tasks launch a new one while one of two clusters hangs. */
public final class RestoreBenchmark implements Benchmark {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Duration FOR_EVER = Duration.ofHours(1);

    private static final List<Size> SIZES = List.of(new Size(10_000, 512, 1.5), new Size(100_000, 2_048, 10));

    /**
     * How much there is to take over.
     *
     * @param heapMebibytes of the new leader's process
     * @param targetSeconds until the pod of a new task is there
     */
    private record Size(int tasks, int heapMebibytes, double targetSeconds) {
        String words() {
            return String.format(Locale.ROOT, "%,d live tasks: ", tasks);
        }
    }

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public String about() {
        return "From start() of a new leader with "
                + SIZES.stream().map(size -> Integer.toString(size.tasks())).collect(Collectors.joining(" and "))
                + " live tasks, half of them on a cluster that hangs, to a new task's pod";
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (Size size : SIZES) {
            Path own = Files.createDirectories(scratch.resolve(Integer.toString(size.tasks())));
            figures.addAll(run(own, size, progress));
        }
        return figures;
    }

    private static List<Figure> run(Path scratch, Size size, Progress progress) throws Exception {
        try (Stage stage = Stage.set(scratch, FOR_EVER)) {
            int onWest = progress.step("an earlier leader's " + size.tasks() + " tasks", () -> {
                EarlierLeader.leave(stage, size.tasks());
                return stage.clusters().jobs(Stage.WEST);
            });
            stage.clusters().hang(Stage.WEST);
            List<Figure> figures = new ArrayList<>();
            figures.add(Figure.of(size.words() + "those on the cluster that hangs", onWest, ""));
            try (JavaChild leader = newLeader(stage, size)) {
                for (int term = 0; term < RestoreMain.TERMS; term++) {
                    int now = term;
                    figures.addAll(progress.step(
                            (term == 0 ? "a new leader in " : "the same process leads again, in ")
                                    + size.heapMebibytes()
                                    + " MiB",
                            () -> figures(leader, stage, size, now)));
                }
            }
            return figures;
        }
    }

    private static JavaChild newLeader(Stage stage, Size size) throws IOException {
        return JavaChild.start(
                stage.scratch(),
                RestoreMain.class,
                List.of("-Xmx" + size.heapMebibytes() + "m", "-XX:+ExitOnOutOfMemoryError"),
                stage.scratch().toString(),
                stage.store().url(),
                stage.clusters().kubeconfig(Stage.EAST).toString(),
                stage.clusters().kubeconfig(Stage.WEST).toString(),
                Integer.toString(size.tasks()));
    }

    private static List<Figure> figures(JavaChild leader, Stage stage, Size size, int term)
            throws InterruptedException {
        long begin = Long.parseLong(leader.line());
        double started = Double.parseDouble(leader.line());
        double handedIn = Double.parseDouble(leader.line());
        double running = Double.parseDouble(leader.line());
        double settled = Double.parseDouble(leader.line());
        double heap = Double.parseDouble(leader.line());
        // The stub's pods run as soon as their Jobs are made.
        long made = Objects.requireNonNull(stage.clusters().created(Stage.EAST).get(RestoreMain.fresh(term)));
        double pod = (made - begin) / NANOS_PER_SECOND;
        String what = size.words() + (term == 0 ? "" : "once more, ");
        String untilPod = what + "until a new task's pod runs";
        return List.of(
                Figure.of(what + "until start() has returned", started, "s"),
                Figure.of(what + "until all tasks are handed in again", handedIn, "s"),
                term == 0
                        ? new Figure(untilPod, pod, "s", Target.atMost(size.targetSeconds()))
                        : Figure.of(untilPod, pod, "s"),
                Figure.of(what + "until that is seen", running, "s"),
                Figure.of(what + "until all tasks of the healthy cluster are seen", settled, "s"),
                new Figure(what + "heap in use after collection", heap, "MiB", Target.atMost(size.heapMebibytes())));
    }
}
