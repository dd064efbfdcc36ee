package io.henge.demo.command;

import io.henge.demo.build.BenchProcess;
import io.henge.demo.build.Builds;
import io.henge.demo.terminal.TerminalProgress;
import io.henge.demo.world.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code henge bench}: measures Henge against its targets. */
@Command(name = "bench", description = "Measure Henge against its targets; all benchmarks, or those that are named.")
public final class BenchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", arity = "0..*", description = "A benchmark that --list shows.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--list", description = "Say what can be measured.")
    private boolean list;

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        try (TerminalProgress progress = Progresses.onScreen()) {
            Builds.here(progress).ensureBenchmarks();
        }
        List<String> arguments = new ArrayList<>(names);
        if (list) {
            arguments.add("--list");
        }
        if (json) {
            arguments.add("--json");
        }
        return new BenchProcess(Installation.find()).run(arguments);
    }
}
