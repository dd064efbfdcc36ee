package io.henge.kubernetes.call;

import java.io.IOException;

/** The API server answered, and what it said is a whole sentence. */
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }
}
