package io.henge.core.health;

import io.henge.core.cluster.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the calls that change one cluster end, and how many attempts may be on their way there because of it.
 *
 * <p>No more than {@value #WINDOW_MAX} are on their way at once: the others wait where another cluster can have them, and
 * where no deadline of a call cuts them off. A failure closes the cluster: nothing goes there for as long as
 * {@link Backoff} says, or as the cluster itself asks for, unless another call succeeds before; then one attempt is let
 * through. Each success after that lets twice as many be on their way, so that a cluster that has just come back is not
 * flooded.
 *
 * @param trouble how the newest call failed, null after a success
 * @param since when it became so, by this Overlord's clock
 * @param failures how many calls in a row have failed
 * @param notBefore when the next attempt may be tried, null while nothing holds it back
 * @param window how many attempts may be on their way to the cluster at once
 */
public record CallHealth(
        @Nullable String trouble,
        Instant since,
        int failures,
        @Nullable Instant notBefore,
        int window) {
    /** Twice as many as are ever asked for at once: the next ones are at hand when an answer comes. */
    private static final int WINDOW_MAX = 64;

    /** Nothing has failed. */
    public static CallHealth well(Instant since) {
        return new CallHealth(null, since, 0, null, WINDOW_MAX);
    }

    public CallHealth failed(ApiFailure failure, Instant now) {
        Duration pause = Backoff.after(failures);
        @Nullable Duration asked = failure.retryAfter();
        return new CallHealth(
                failure.message(),
                trouble == null ? now : since,
                failures + 1,
                now.plus(asked == null || asked.compareTo(pause) < 0 ? pause : asked),
                1);
    }

    public CallHealth succeeded(Instant now) {
        return new CallHealth(null, trouble == null ? since : now, 0, null, Math.min(WINDOW_MAX, 2 * window));
    }

    /** The cluster was looked at and is well: one attempt may be tried, and more once it has arrived. */
    public CallHealth looked(Instant now) {
        return trouble == null ? this : new CallHealth(null, now, failures, null, 1);
    }

    /** How many more attempts may be sent there, when so many are on their way. */
    public long free(int onTheirWay, Instant now) {
        if (trouble != null && (onTheirWay > 0 || (notBefore != null && now.isBefore(notBefore)))) {
            return 0;
        }
        return Math.max(0L, (long) window - onTheirWay);
    }
}
