package io.henge.core.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an Overlord knows of the lease by which an attempt's peon runs, by its own clock, which only goes forward.
 *
 * @param length for how long it runs unrenewed; null where it has left no word of a lease
 * @param readAt when that was read
 * @param revokedAt when its revocation was there for all to see, null before
 */
public record SeenLease(
        @Nullable Duration length, Instant readAt, @Nullable Instant revokedAt) {
    /** How soon it is looked again for a word that was not there: a peon that begins leaves it within seconds. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    /** As it was read. */
    public static SeenLease read(@Nullable Duration length, Instant at) {
        return new SeenLease(length, at, null);
    }

    /** The same, revoked; the wait begins anew with each revocation. */
    public SeenLease revoked(Instant at) {
        return new SeenLease(length, readAt, at);
    }

    /** Whether it is worth while to look again whether there is one. */
    public boolean isOld(Instant now) {
        return length == null && !now.isBefore(readAt.plus(LOOK_AGAIN));
    }

    /** How long is waited after a revocation; empty where there is no lease. */
    public Optional<Duration> lapse() {
        return Optional.ofNullable(length).map(LeaseWords::lapse);
    }

    /** When its peon has certainly stopped; empty where nobody knows. */
    public Optional<Instant> lapsesAt() {
        return revokedAt == null ? Optional.empty() : lapse().map(revokedAt::plus);
    }

    /** Whether its peon has certainly stopped. */
    public boolean hasLapsed(Instant now) {
        return lapsesAt().filter(at -> !now.isBefore(at)).isPresent();
    }
}
