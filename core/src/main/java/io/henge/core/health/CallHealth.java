package io.henge.core.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the calls that change one cluster end, and how many attempts may be on their way there because of it.
 *
 * <p>A failure closes the cluster: nothing goes there for as long as {@link Backoff} says; then one attempt is let through. Each success after that lets twice as many be on their way at once, until there is no limit
 * any more, so that a cluster that has just come back is not flooded.
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
    /** Above this many, there is no limit. */
    private static final int WINDOW_MAX = 1024;

    /** Nothing has failed. */
    public static CallHealth well(Instant since) {
        return new CallHealth(null, since, 0, null, Integer.MAX_VALUE);
    }

    public CallHealth failed(String why, Instant now) {
        return new CallHealth(why, trouble == null ? now : since, failures + 1, now.plus(Backoff.after(failures)), 1);
    }

    public CallHealth succeeded(Instant now) {
        int wider = window >= WINDOW_MAX ? Integer.MAX_VALUE : 2 * window;
        return new CallHealth(null, trouble == null ? since : now, 0, null, wider);
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
