package io.henge.core.cluster;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a call to a cluster's API did not do what it was asked to do.
 *
 * @param message a sentence for people
 * @param retryAfter how long the cluster asks to be left alone, null if it does not
 */
public record ApiFailure(
        Kind kind, String message, @Nullable Duration retryAfter) {
    public ApiFailure(Kind kind, String message) {
        this(kind, message, null);
    }

    public ApiFailure retriedAfter(@Nullable Duration asked) {
        return new ApiFailure(kind, message, asked);
    }

    /** What a failed call means for whoever made it. */
    public enum Kind {
        /** It did not happen; the same call may work later. */
        TRANSIENT,
        /** It did not happen, and the same call will never work. */
        INVALID,
        /** It did not happen, because this identity may not do it, or a quota is full. */
        FORBIDDEN,
        /** It did not happen, because the thing is not there. */
        NOT_FOUND,
        /** It did not happen, because something of that name, and not ours, is there. */
        CONFLICT,
        /** Nobody knows whether it happened: look before trying anything else. */
        OUTCOME_UNKNOWN
    }

    /**
     * Whether the call certainly had no effect on the cluster, so that what it asked for may be asked for elsewhere; says
     * nothing of earlier calls for the same thing.
     */
    public boolean certainlyNoEffect() {
        return kind != Kind.OUTCOME_UNKNOWN;
    }

    /** Whether it tells of the cluster, and not of what was asked for: the next call may well fail too. */
    public boolean isTheClusters() {
        return switch (kind) {
            case TRANSIENT, FORBIDDEN, NOT_FOUND, OUTCOME_UNKNOWN -> true;
            case INVALID, CONFLICT -> false;
        };
    }
}
