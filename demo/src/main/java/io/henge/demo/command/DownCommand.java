package io.henge.demo.command;

import io.henge.cli.exit.ExitCode;
import io.henge.demo.terminal.TerminalProgress;
import io.henge.demo.world.World;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code henge down}: ends a world, also one whose {@code up} was killed. */
@Command(name = "down", description = "End a world: exactly what `up` started, also after a crash of `up`.")
public final class DownCommand implements Callable<Integer> {
    @Option(names = "--dir", paramLabel = "D", description = "Directory of the world; required.")
    private @Nullable Path directory;

    @Override
    public Integer call() throws InterruptedException {
        Path wanted = DirOption.required(directory);
        try (TerminalProgress progress = Progresses.onScreen()) {
            int ended = World.down(wanted, progress);
            progress.note(
                    ended == 0
                            ? "Nothing of Druid was left in " + wanted + "; what ran of its clusters has ended."
                            : ended + " processes of Druid ended. The logs stay in " + wanted.resolve("logs") + ".");
        }
        return ExitCode.DONE;
    }
}
