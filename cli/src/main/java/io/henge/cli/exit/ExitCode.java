package io.henge.cli.exit;

/** What the exit status of every command means. */
public final class ExitCode {
    public static final int DONE = 0;
    /** The thing asked for failed. */
    public static final int FAILED = 1;
    /** Wrong usage or input; nothing was begun. */
    public static final int REFUSED = 2;
    /** Something that was needed could not be reached. */
    public static final int UNREACHABLE = 3;

    /** What shells report for a command ended by Ctrl-C. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
