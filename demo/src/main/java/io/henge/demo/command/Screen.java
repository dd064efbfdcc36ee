package io.henge.demo.command;

import io.henge.demo.terminal.Terminal;
import io.henge.demo.terminal.TerminalProgress;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Where things are shown: progress and messages on standard error, so that results stand alone on standard output. */
final class Screen {
    private Screen() {}

    /** @param spec of the command that runs, which the parser has set */
    static PrintWriter results(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    /** What times are shown relative to. */
    static Instant now() {
        return InstantSource.system().instant();
    }

    static TerminalProgress progress() {
        return Terminal.of(System.getenv()).progress(System.err);
    }
}
