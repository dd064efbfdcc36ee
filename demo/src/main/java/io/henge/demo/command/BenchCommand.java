package io.henge.demo.command;

import io.henge.cli.exit.Refused;
import io.henge.demo.build.BenchProcess;
import io.henge.demo.build.Builds;
import io.henge.demo.terminal.TerminalProgress;
import io.henge.demo.world.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code henge bench}: measures Henge against its targets. */
@Command(name = "bench", description = "Measure Henge against its targets; all benchmarks, or those that are named.")
public final class BenchCommand implements Callable<Integer> {
    /** A namespace of one small machine holds no more. */
    private static final int TASKS_MAX = 100_000;

    /** Each costs about 600 MB of memory. */
    private static final int CLUSTERS_MAX = 8;

    private static final int PAIRS_MAX = 100;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "A benchmark that --list shows.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--list", description = "Say what can be measured.")
    private boolean list;

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Option(names = "--tasks", paramLabel = "N", description = "Tasks in a turn of `dispatch`; 1000 if not given.")
    private @Nullable Integer tasks;

    @Option(names = "--clusters", paramLabel = "N", description = "Clusters of `dispatch`; 2 if not given.")
    private @Nullable Integer clusters;

    @Option(names = "--pairs", paramLabel = "N", description = "Turns of `dispatch`; 5 if not given.")
    private @Nullable Integer pairs;

    @Override
    public Integer call() throws InterruptedException {
        List<String> sizes = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        size("--tasks", tasks, TASKS_MAX, sizes, complaints);
        size("--clusters", clusters, CLUSTERS_MAX, sizes, complaints);
        size("--pairs", pairs, PAIRS_MAX, sizes, complaints);
        if (!complaints.isEmpty()) {
            throw new Refused(complaints);
        }
        try (TerminalProgress progress = Progresses.onScreen()) {
            Builds.here(progress).ensureBenchmarks();
        }
        List<String> arguments = new ArrayList<>(names);
        arguments.addAll(sizes);
        if (list) {
            arguments.add("--list");
        }
        if (json) {
            arguments.add("--json");
        }
        return new BenchProcess(Installation.find()).run(arguments);
    }

    private static void size(
            String option, @Nullable Integer given, int max, List<String> sizes, List<String> complaints) {
        if (given == null) {
            return;
        }
        if (given < 1 || given > max) {
            complaints.add(option + " " + given + ": give a number from 1 to " + max + ".");
        }
        sizes.add(option + "=" + given);
    }
}
