package io.henge.cli.overlord;

import io.henge.cli.exit.CommandFailed;
import io.henge.cli.exit.ExitCode;

/** Druid did not answer, or not with what was asked for: asking again later may help. */
public final class NotAnswered extends CommandFailed {
    private static final long serialVersionUID = 1L;

    public NotAnswered(String message) {
        super(ExitCode.UNREACHABLE, message);
    }
}
