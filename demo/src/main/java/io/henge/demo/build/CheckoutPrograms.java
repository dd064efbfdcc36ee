package io.henge.demo.build;

import io.henge.cli.program.ProgramJars;
import io.henge.demo.process.FileClaim;
import io.henge.demo.terminal.Terminal;
import io.henge.demo.terminal.TerminalProgress;
import io.henge.demo.world.Installation;
import java.io.PrintStream;

/** The extension's programs of the checkout around us, built first where they are missing or out of date. */
public final class CheckoutPrograms implements ProgramJars {
    private final PrintStream messages;

    /** @param messages for how far a build has come */
    public CheckoutPrograms(PrintStream messages) {
        this.messages = messages;
    }

    @Override
    public int lend(Use use) throws InterruptedException {
        FileClaim claim = claim();
        try {
            return use.with(Installation.find().programs());
        } finally {
            claim.close();
        }
    }

    private FileClaim claim() throws InterruptedException {
        try (TerminalProgress progress = Terminal.of(System.getenv()).progress(messages)) {
            return Builds.here(progress).claimPrograms();
        }
    }
}
