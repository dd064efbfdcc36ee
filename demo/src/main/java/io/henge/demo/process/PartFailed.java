package io.henge.demo.process;

import io.henge.cli.exit.CommandFailed;
import io.henge.cli.exit.ExitCode;

/** Says that a part did not start, or ended, with its log file and the last lines of it. */
public final class PartFailed extends CommandFailed {
    private static final long serialVersionUID = 1L;

    public PartFailed(String message) {
        super(ExitCode.FAILED, message);
    }

    public PartFailed(String message, Throwable cause) {
        super(ExitCode.FAILED, message, cause);
    }
}
