package io.henge.core.decide;

import io.henge.core.health.Backoff;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a step that failed may be tried again; {@link Backoff} says after which pause.
 *
 * @param failures how many times in a row steps of this task have failed
 * @param notBefore the earliest time of the next try, null if nothing holds it back
 * @param trouble the last failure in words, null after a success
 */
public record Retry(
        int failures, @Nullable Instant notBefore, @Nullable String trouble) {
    /** Nothing has failed. */
    public static final Retry NONE = new Retry(0, null, null);

    /** The state after one more failure. */
    public Retry failed(String why, Instant now) {
        return new Retry(failures + 1, now.plus(Backoff.after(failures)), why);
    }
}
