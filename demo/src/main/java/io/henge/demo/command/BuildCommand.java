package io.henge.demo.command;

import io.henge.cli.exit.ExitCode;
import io.henge.demo.build.Builds;
import io.henge.demo.terminal.TerminalProgress;
import io.henge.demo.world.Installation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code henge build}: builds everything, including the archives that are handed out. */
@Command(name = "build", description = "Build everything, including the archives of the extension and of the command.")
public final class BuildCommand implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
        try (TerminalProgress progress = Progresses.onScreen()) {
            Builds.here(progress).everything();
        }
        Installation installation = Installation.find();
        System.out.println("The extension: " + installation.extensionArchive());
        System.out.println("The command:   " + installation.commandArchive());
        return ExitCode.DONE;
    }
}
