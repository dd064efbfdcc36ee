package io.henge.testkit.cluster;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an overloaded API server behaves: a request takes the longer the more are under way there, and one more than it bears
 * is answered 429.
 *
 * @param bears how many requests may be under way at once, over all connections; at least 1
 * @param secondsEach how many seconds one request takes for each that is under way with it, itself included; at least 1
 * @param retryAfter how long whoever is answered 429 is asked to leave the server alone, null if nothing is said of it
 */
public record Overload(int bears, int secondsEach, @Nullable Duration retryAfter) {
    public Overload {
        if (bears < 1 || secondsEach < 1) {
            throw new IllegalArgumentException("At least 1 of each, but got " + bears + " and " + secondsEach);
        }
    }
}
