package io.henge.kubernetes.access;

import java.time.Duration;

/**
 * How often an API server is asked whether it answers, and how long it may take.
 *
 * @param interval from the beginning of one question to that of the next, which waits for the end of the one before
 * @param timeout after which a question is given up, connecting included
 */
public record ProbePace(Duration interval, Duration timeout) {
    /** Of either. */
    public static final Duration MIN = Duration.ofMillis(200);

    /** Of either. */
    public static final Duration MAX = Duration.ofMinutes(1);

    /** The timeout has room for what TCP sends again when a packet is lost. */
    public static final ProbePace DEFAULT = new ProbePace(Duration.ofSeconds(1), Duration.ofSeconds(2));

    public ProbePace {
        if (!isWithin(interval) || !isWithin(timeout)) {
            throw new IllegalArgumentException("Expected durations from " + MIN + " to " + MAX + ", but got interval["
                    + interval + "] and timeout[" + timeout + "]");
        }
    }

    private static boolean isWithin(Duration duration) {
        return duration.compareTo(MIN) >= 0 && duration.compareTo(MAX) <= 0;
    }
}
