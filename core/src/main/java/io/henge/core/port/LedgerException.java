package io.henge.core.port;

import org.jspecify.annotations.Nullable;

/** The store failed or did not answer: what was asked for may or may not have happened. */
public class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
