package io.henge.demo.command;

import io.henge.demo.terminal.Terminal;
import io.henge.demo.terminal.TerminalProgress;

/** Where progress and messages are shown: standard error, so that results stand alone on standard output. */
final class Screen {
    private Screen() {}

    static TerminalProgress progress() {
        return Terminal.of(System.getenv()).progress(System.err);
    }
}
