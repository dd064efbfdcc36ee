package io.henge.kubernetes.call;

import java.io.IOException;

/** An answer is longer than it may be, and was not read to its end. */
public final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    private static final int MEBIBYTE = 1 << 20;

    /** @param max in bytes */
    TooLongException(int max) {
        super("The answer is longer than " + max / MEBIBYTE + " MiB and was not read to its end");
    }
}
