package io.henge.demo.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code henge tasks}: shows where every task is, and why. */
@Command(name = "tasks", description = "Show where every task is, since when, and why.")
public final class TasksCommand implements Callable<Integer> {
    @Mixin
    private OverlordOptions overlord = new OverlordOptions();

    @Option(names = "--cluster", paramLabel = "NAME", description = "Only tasks on this cluster.")
    private @Nullable String cluster;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description =
                    "Only tasks in this state: waiting, placed, pending, suspended, running, limbo, ended or fenced.")
    private @Nullable String state;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        overlord.print(
                Screen.results(spec),
                overlord.calls(System.getenv()).placements(cluster, state),
                all -> Views.placements(all, Screen.now()));
        return ExitCode.DONE;
    }
}
