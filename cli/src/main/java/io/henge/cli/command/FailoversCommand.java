package io.henge.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.henge.cli.exit.ExitCode;
import io.henge.cli.exit.Refused;
import io.henge.cli.overlord.FailoverQuery;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code henge failovers}: shows which tasks were taken from their clusters, and what came of it. */
@Command(
        name = "failovers",
        description = "Show which tasks were taken from their clusters, or would have been, and what came of it: the"
                + " newest first; of one task also why.")
public final class FailoversCommand implements Callable<Integer> {
    private static final int KEPT = 10_000;

    @Mixin
    private OverlordOptions overlord = new OverlordOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "TASK",
            description = "Only those of this task, with the evidence and the policy of each.")
    private @Nullable String task;

    @Option(names = "--cluster", paramLabel = "N", description = "Only those from or to this cluster.")
    private @Nullable String cluster;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many of those that there are (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1 || limit > KEPT) {
            throw new Refused(List.of("--limit: " + limit + " is not from 1 to " + KEPT + ". Give a number that is."));
        }
        ArrayNode found = overlord.calls(System.getenv()).failovers(new FailoverQuery(task, cluster), limit);
        overlord.print(Screen.results(spec), found, task == null ? FailoverText::table : FailoverText::withGrounds);
        return ExitCode.DONE;
    }
}
