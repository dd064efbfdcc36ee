package io.henge.cli.exit;

import java.util.List;

/** A command did not do what it was asked for, and can say why: the message is for people as it stands. */
public abstract class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** @param exitCode one of {@link ExitCode} */
    protected CommandFailed(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    protected CommandFailed(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public final int exitCode() {
        return exitCode;
    }

    /** What to say, a line each. */
    public List<String> sentences() {
        return List.of(String.valueOf(getMessage()));
    }
}
