package io.henge.demo.command;

import io.henge.cli.exit.ExitCode;
import io.henge.demo.build.Builds;
import io.henge.demo.terminal.TerminalProgress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code henge build}: builds everything, including the distribution of the extension. */
@Command(name = "build", description = "Build everything, including the extension's distribution.")
public final class BuildCommand implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
        try (TerminalProgress progress = Progresses.onScreen()) {
            Builds.here(progress).everything();
        }
        return ExitCode.DONE;
    }
}
