package io.henge.cli.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Where things are shown: messages on standard error, so that results stand alone on standard output. */
public final class Screen {
    private Screen() {}

    /**
     * Where the command prints what it was asked for.
     *
     * @param spec of the command that runs, which the parser has set
     */
    public static PrintWriter results(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    /** @param spec of the command that runs, which the parser has set */
    static PrintWriter messages(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }

    /** What times are shown relative to. */
    static Instant now() {
        return InstantSource.system().instant();
    }

    /** Between two looks at what goes on elsewhere; ends early only where the thread is interrupted. */
    static void rest(Duration time) throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
