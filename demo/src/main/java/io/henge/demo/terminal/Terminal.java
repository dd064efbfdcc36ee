package io.henge.demo.terminal;

import io.henge.demo.world.Progress;
import java.io.PrintStream;
import java.util.Map;

/**
 * Whether standard error is a terminal, and what may be written to it.
 *
 * @param moving lines may be redrawn
 * @param colour colours may be used
 * @param width columns that a redrawn line must not exceed
 */
public record Terminal(boolean moving, boolean colour, int width) {
    private static final int WIDTH_DEFAULT = 80;

    /**
     * Reads what the launcher found out: {@code HENGE_TTY} is its word for "standard error is a terminal"; Java itself
     * can tell it only of all three streams together. {@code NO_COLOR} and {@code TERM=dumb} are respected.
     */
    public static Terminal of(Map<String, String> environment) {
        boolean tty = "1".equals(environment.get("HENGE_TTY")) && !"dumb".equals(environment.get("TERM"));
        boolean colour = tty && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(tty, colour, width(environment.getOrDefault("COLUMNS", "")));
    }

    public TerminalProgress progress(PrintStream stream) {
        return new TerminalProgress(stream, this);
    }

    /** Progress as plain lines, for everything that is no terminal. */
    public Progress plain(PrintStream stream) {
        return new TerminalProgress(stream, new Terminal(false, false, width));
    }

    private static int width(String columns) {
        try {
            int width = Integer.parseInt(columns);
            return width > 20 ? width : WIDTH_DEFAULT;
        } catch (NumberFormatException unset) {
            return WIDTH_DEFAULT;
        }
    }
}
