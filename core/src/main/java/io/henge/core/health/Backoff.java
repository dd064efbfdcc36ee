package io.henge.core.health;

import java.time.Duration;

/** How long to wait before something that failed is tried again: 1 s, then twice as long each time, at most 30 s. */
public final class Backoff {
    private static final Duration PAUSE_MIN = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);
    private static final int DOUBLINGS_MAX = 5;

    private Backoff() {}

    /**
     * The pause after one more failure.
     *
     * @param failures how many have come in a row before it
     */
    public static Duration after(int failures) {
        Duration pause = PAUSE_MIN.multipliedBy(1L << Math.min(failures, DOUBLINGS_MAX));
        return pause.compareTo(PAUSE_MAX) < 0 ? pause : PAUSE_MAX;
    }
}
