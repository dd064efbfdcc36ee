package io.henge.core.placement;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * That a task did not get on on a cluster: it is avoided, the less the longer that is ago.
 *
 * @param at by this Overlord's clock
 */
public record Setback(Kind kind, Instant at) {
    /** What happened to it. */
    public enum Kind {
        /** The cluster did not take it. */
        REFUSED("it did not take it"),
        /** An attempt was taken from the cluster. */
        TAKEN("it was taken from there");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** After which it counts half as much. */
    static final Duration HALF_LIFE = Duration.ofMinutes(10);

    /** After which it does not count any more. */
    static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    /** How much of {@code points} is left of it. */
    long left(long points, Instant now) {
        Duration age = Duration.between(at, now);
        if (age.compareTo(FORGOTTEN_AFTER) >= 0) {
            return 0;
        }
        double halvings = Math.max(0, age.toSeconds()) / (double) HALF_LIFE.toSeconds();
        return Math.round(points * StrictMath.pow(0.5, halvings));
    }

    /** For people. */
    String words() {
        return kind.words + " at " + at.truncatedTo(ChronoUnit.SECONDS);
    }
}
