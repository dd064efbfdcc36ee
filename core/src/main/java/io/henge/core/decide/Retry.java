package io.henge.core.decide;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a step that failed may be tried again: after 1 s, then twice as long each time, at most 30 s.
 *
 * @param failures how many times in a row steps of this task have failed
 * @param notBefore the earliest time of the next try, null if nothing holds it back
 * @param trouble the last failure in words, null after a success
 */
public record Retry(
        int failures, @Nullable Instant notBefore, @Nullable String trouble) {
    /** Nothing has failed. */
    public static final Retry NONE = new Retry(0, null, null);

    private static final Duration PAUSE_MIN = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);
    private static final int DOUBLINGS_MAX = 5;

    /** The state after one more failure. */
    public Retry failed(String why, Instant now) {
        Duration pause = PAUSE_MIN.multipliedBy(1L << Math.min(failures, DOUBLINGS_MAX));
        Duration bounded = pause.compareTo(PAUSE_MAX) < 0 ? pause : PAUSE_MAX;
        return new Retry(failures + 1, now.plus(bounded), why);
    }
}
