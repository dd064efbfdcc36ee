package io.henge.core.attempt;

import org.jspecify.annotations.Nullable;

/**
 * How a task ended, once and for all.
 *
 * @param message what a person should know of it; always there for a failure
 * @param durationMillis how long the task ran, -1 where nobody knows
 */
public record Outcome(boolean succeeded, @Nullable String message, long durationMillis) {
    /** The duration where nobody knows it, as in Druid's own status. */
    public static final long DURATION_UNKNOWN = -1;

    public Outcome {
        if (!succeeded && (message == null || message.isBlank())) {
            throw new IllegalArgumentException("A failure says why");
        }
        if (durationMillis < DURATION_UNKNOWN) {
            throw new IllegalArgumentException("A duration is at least -1 ms, but got [" + durationMillis + "]");
        }
    }

    public static Outcome success(long durationMillis) {
        return new Outcome(true, null, durationMillis);
    }

    public static Outcome failure(String message) {
        return new Outcome(false, message, DURATION_UNKNOWN);
    }
}
