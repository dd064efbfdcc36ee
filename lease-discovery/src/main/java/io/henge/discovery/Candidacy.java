package io.henge.discovery;

import io.henge.discovery.LeaseFiles.Holding;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One process's bid for a lease, decided turn by turn on its own clock alone. A holder that could not renew in time takes itself
 * for no holder before anybody else may be one. For one thread.
 */
final class Candidacy {
    /** After this long without a beat the next term may be made. */
    static final Duration LEASE = Duration.ofSeconds(4);

    /** After this long without a renewal of its own, a holder lets go. */
    static final Duration RENEW_WITHIN = Duration.ofSeconds(3);

    private final LeaseFiles files;
    private final String self;

    private @Nullable Holding seen;
    private long seenSinceNanos;

    private OptionalLong held = OptionalLong.empty();
    private long renewedNanos;
    private long beats;

    Candidacy(LeaseFiles files, String self) {
        this.files = files;
        this.self = self;
    }

    /** Looks and acts; returns the term that this process holds from now on, if any. */
    OptionalLong turn(long nowNanos) {
        Optional<Holding> newest = files.newest();
        if (held.isPresent()) {
            boolean overtaken = newest.isEmpty() || newest.get().term() != held.getAsLong();
            if (overtaken || nowNanos - renewedNanos > RENEW_WITHIN.toNanos()) {
                held = OptionalLong.empty();
            } else {
                renew(nowNanos);
            }
        } else if (newest.isEmpty()) {
            claim(1, nowNanos);
        } else if (hasLapsed(newest.get(), nowNanos)) {
            claim(newest.get().term() + 1, nowNanos);
        }
        return held;
    }

    /** Lets go, so that another one need not wait. */
    void release() {
        if (held.isPresent()) {
            files.beat(held.getAsLong(), LeaseFiles.RELEASED);
            held = OptionalLong.empty();
        }
    }

    private boolean hasLapsed(Holding newest, long nowNanos) {
        if (!newest.equals(seen)) {
            seen = newest;
            seenSinceNanos = nowNanos;
        }
        return newest.beat().equals(LeaseFiles.RELEASED) || nowNanos - seenSinceNanos > LEASE.toNanos();
    }

    private void claim(long term, long nowNanos) {
        if (files.claim(term, self)) {
            held = OptionalLong.of(term);
            renew(nowNanos);
        }
    }

    private void renew(long nowNanos) {
        beats++;
        files.beat(held.getAsLong(), Long.toString(beats));
        renewedNanos = nowNanos;
    }
}
