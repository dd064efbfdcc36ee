package io.henge.kubernetes.job;

import org.jspecify.annotations.Nullable;

/** No Job can be made of an attempt; the message is a sentence for the user. */
public final class JobRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    private JobRefusedException(String message, @Nullable Throwable cause, boolean passing) {
        super(message, cause);
        this.passing = passing;
    }

    /** For a reason that no later try mends. */
    public JobRefusedException(String message) {
        this(message, null, false);
    }

    /** For a reason that no later try mends. */
    public JobRefusedException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    /** For a reason that may be gone by the next try. */
    public static JobRefusedException forNow(String message, @Nullable Throwable cause) {
        return new JobRefusedException(message, cause, true);
    }

    /** Whether trying again may help. */
    public boolean isPassing() {
        return passing;
    }

    /** Always there. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
