package io.henge.core.health;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is taken for true of a cluster.
 *
 * @param since when this state began, by this Overlord's clock
 * @param badSince since when it answers nothing, or comes and goes, null while it does not; survives a leader, and begins anew
 *     only once it was {@link HealthState#HEALTHY} again, or has answered other than well: that it did so is no silence
 * @param silentSince since when this leader has seen it answer nothing, null while it answers
 * @param words why it is so, as a sentence; empty where there is nothing to say
 */
public record ClusterHealth(
        HealthState state,
        Instant since,
        @Nullable Instant badSince,
        @Nullable Instant silentSince,
        String words) {
    private static final long SECONDS_MAX = 120;
    private static final long MINUTES_MAX = 120;

    /**
     * What a leader begins with.
     *
     * @param badSince what the ledger says, null where it says nothing; never later than now, whosever clock it was
     */
    public static ClusterHealth inherited(@Nullable Instant badSince, Instant now) {
        if (badSince == null) {
            return new ClusterHealth(HealthState.HEALTHY, now, null, null, "");
        }
        Instant bad = badSince.isAfter(now) ? now : badSince;
        return new ClusterHealth(HealthState.SUSPECT, now, bad, null, "it did not answer an earlier leader");
    }

    /** Of a cluster with which nothing is wrong. */
    public static ClusterHealth well(Instant since) {
        return inherited(null, since);
    }

    /** Why it is given nothing new, as what follows its name; null if it is given. */
    public @Nullable String closed(Instant now) {
        return switch (state) {
            case HEALTHY, RECOVERING -> null;
            case SUSPECT, UNREACHABLE -> "has not answered for " + badFor(now) + why();
            case LOST -> "is lost, and has not answered for " + badFor(now) + why();
            case MISCONFIGURED -> "is misconfigured" + why();
            case OVERLOADED -> "is overloaded" + why();
        };
    }

    /** For how long it has been silent, and by what that is told; of one that is lost. */
    public String lostWords(Instant now) {
        return "it has not answered for " + badFor(now) + why();
    }

    /** What is wrong with it, as a sentence that does not change with time; null where nothing is. */
    public @Nullable String trouble() {
        return state.isClosed() ? state.word() + why() : null;
    }

    private String why() {
        return words.isEmpty() ? "" : ": " + words;
    }

    private String badFor(Instant now) {
        return span(Duration.between(badSince == null ? since : badSince, now));
    }

    /** As people say it. */
    private static String span(Duration time) {
        if (time.toSeconds() < SECONDS_MAX) {
            return Math.max(0, time.toSeconds()) + " s";
        }
        return time.toMinutes() < MINUTES_MAX ? time.toMinutes() + " min" : time.toHours() + " h";
    }
}
