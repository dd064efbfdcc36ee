package io.henge.demo.command;

import io.henge.cli.exit.ExitCode;
import io.henge.demo.build.Builds;
import io.henge.demo.build.Tests;
import io.henge.demo.terminal.TerminalProgress;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code henge test}: runs all tests. */
@Command(name = "test", description = "Run the tests, those on real clusters too.")
public final class TestCommand implements Callable<Integer> {
    /** At most one of them. */
    private static final class Choice {
        @Option(names = "--fast", description = "Only the tests without real clusters; four or five minutes.")
        private boolean fast;

        @Option(names = "--long", description = "Rare cases too that take many minutes each.")
        private boolean all;

        private Tests.Extent extent() {
            return fast ? Tests.Extent.FAST : all ? Tests.Extent.LONG : Tests.Extent.USUAL;
        }
    }

    @ArgGroup
    private Choice choice = new Choice();

    @Override
    public Integer call() throws InterruptedException {
        try (TerminalProgress progress = Progresses.onScreen()) {
            if (choice.extent() != Tests.Extent.FAST) {
                Builds.here(progress).ensureEveryWorld();
            }
            Tests.Outcome outcome = Tests.here(progress).run(choice.extent());
            System.out.println(outcome.summary());
            return outcome.passed() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }
}
