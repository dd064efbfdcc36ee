package io.henge.demo.command;

import io.henge.demo.terminal.Terminal;
import io.henge.demo.terminal.TerminalProgress;

/** Where progress is shown: on standard error, so that results stand alone on standard output. */
final class Progresses {
    private Progresses() {}

    static TerminalProgress onScreen() {
        return Terminal.of(System.getenv()).progress(System.err);
    }
}
