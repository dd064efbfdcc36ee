package io.henge.cli.overlord;

import io.henge.cli.exit.CommandFailed;
import io.henge.cli.exit.ExitCode;

/** An Overlord understood what was asked for, and does not do it. */
public final class Declined extends CommandFailed {
    private static final long serialVersionUID = 1L;
    private static final int BAD_REQUEST = 400;

    /** @param status of the answer; after 400 it can never be done as it was asked for */
    Declined(int status, String message) {
        super(status == BAD_REQUEST ? ExitCode.REFUSED : ExitCode.FAILED, message);
    }
}
