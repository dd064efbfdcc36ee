package io.henge.kubernetes.call;

import java.io.IOException;

/** A request did not leave this process. */
public final class NotSentException extends IOException {
    private static final long serialVersionUID = 1L;

    public NotSentException(String message, Throwable cause) {
        super(message, cause);
    }
}
