package io.henge.cli.command;

import io.henge.cli.exit.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code henge move}: takes a task from its cluster. */
@Command(name = "move", description = "Take a task from its cluster; it runs again elsewhere where its type allows it.")
public final class MoveCommand implements Callable<Integer> {
    @Mixin
    private OverlordOptions overlord = new OverlordOptions();

    @Mixin
    private WordOptions word = new WordOptions();

    @Parameters(paramLabel = "TASK", description = "The task's id.")
    private String task = "";

    @Option(names = "--to", paramLabel = "NAME", description = "The cluster to go to (default: any other).")
    private @Nullable String to;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        String reason = word.reason();
        overlord.print(
                Screen.results(spec),
                overlord.calls(System.getenv()).move(task, to, reason, word.dryRun()),
                Views::consequences);
        return ExitCode.DONE;
    }
}
