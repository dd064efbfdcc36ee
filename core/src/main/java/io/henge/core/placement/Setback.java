package io.henge.core.placement;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * That a task did not get on on a cluster: it is avoided, the less the longer that is ago.
 *
 * @param at by this Overlord's clock
 * @param taken when attempts were taken from there, of the hour before
 */
public record Setback(Kind kind, Instant at, List<Instant> taken) {
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

    public Setback {
        taken = List.copyOf(taken);
    }

    /** The first one on a cluster. */
    public Setback(Kind kind, Instant at) {
        this(kind, at, kind == Kind.TAKEN ? List.of(at) : List.of());
    }

    /** The same after an earlier one on the same cluster; that it was taken from there once stays so. */
    Setback behind(Setback before) {
        Kind worst = before.kind == Kind.TAKEN ? Kind.TAKEN : kind;
        return new Setback(
                worst, at, Stream.concat(before.takenLately(at), taken.stream()).toList());
    }

    /** When attempts were taken from there within the hour before that. */
    Stream<Instant> takenLately(Instant now) {
        return taken.stream().filter(then -> then.plus(FORGOTTEN_AFTER).isAfter(now));
    }

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
