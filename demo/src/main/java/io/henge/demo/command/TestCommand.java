package io.henge.demo.command;

import io.henge.cli.exit.ExitCode;
import io.henge.demo.build.Builds;
import io.henge.demo.build.Tests;
import io.henge.demo.terminal.TerminalProgress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code henge test}: runs all tests. */
@Command(name = "test", description = "Run all tests; with --fast only those without real clusters.")
public final class TestCommand implements Callable<Integer> {
    @Option(names = "--fast", description = "Only the tests without real clusters; under two minutes.")
    private boolean fast;

    @Override
    public Integer call() throws InterruptedException {
        try (TerminalProgress progress = Progresses.onScreen()) {
            if (!fast) {
                Builds.here(progress).ensureEveryWorld();
            }
            Tests.Outcome outcome = Tests.here(progress).run(fast);
            System.out.println(outcome.summary());
            return outcome.passed() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }
}
