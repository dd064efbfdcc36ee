package io.henge.kubernetes.cluster;

import java.io.IOException;

/** The API server answered, and what it said is a whole sentence. */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
