package io.henge.core.lease;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A lease as the peon that holds it counts it: when it is to be renewed, and when it is over. Over is for good, also if an
 * answer that would have renewed it comes later, as after a time in which the process was frozen.
 *
 * <p>It is counted by a clock that only goes forward; no clock on the wall has a say. Safe for use by several threads.
 */
public final class HeldLease {
    /** How often it is tried to renew it in the time for which it lasts. */
    private static final int RENEWALS = 3;

    /** The same, after a renewal has failed. */
    private static final int RENEWALS_IN_TROUBLE = 15;

    private final long length;
    private final LongSupplier nanos;

    /** From when the newest renewal counts. */
    @GuardedBy("this")
    private long since;

    @GuardedBy("this")
    private long next;

    @GuardedBy("this")
    private boolean renewed;

    @GuardedBy("this")
    private @Nullable String over;

    /**
     * Begins now.
     *
     * @param nanos a clock that only goes forward, also while the process is frozen
     */
    public HeldLease(Duration length, LongSupplier nanos) {
        this.length = length.toNanos();
        this.nanos = nanos;
        this.since = nanos.getAsLong();
        this.next = since;
    }

    /** The time by its clock: to be taken before a renewal is asked for. */
    public long now() {
        return nanos.getAsLong();
    }

    /** It was renewed by somebody who was asked for it not before {@code asked}. */
    public synchronized void renewed(long asked) {
        if (reason().isEmpty() && asked - since > 0) {
            since = asked;
        }
        renewed = renewed || over == null;
        next = since + length / RENEWALS;
    }

    /** Whether it was ever renewed: before that, whoever holds it begins nothing, since it may be replaced already. */
    public synchronized boolean isRenewed() {
        return renewed;
    }

    /** Nobody has renewed it now. */
    public synchronized void notRenewed() {
        next = now() + length / RENEWALS_IN_TROUBLE;
    }

    /** Somebody who may say so has said that the peon is to stop. */
    public synchronized void revoked(String why) {
        over = reason().orElse(why);
    }

    /** Why it is over, in a sentence; empty while it is not. */
    public synchronized Optional<String> reason() {
        if (over == null && now() - since >= length) {
            over = "The lease of " + Duration.ofNanos(length).toSeconds()
                    + " s is over: for so long neither an Overlord nor deep storage has renewed it";
        }
        return Optional.ofNullable(over);
    }

    /** How long from now it lasts without another renewal. */
    public synchronized Duration rest() {
        return over == null ? positive(since + length) : Duration.ZERO;
    }

    /** How long from now until it is to be renewed. */
    public synchronized Duration untilRenewal() {
        return positive(next);
    }

    private Duration positive(long at) {
        return Duration.ofNanos(Math.max(0, at - now()));
    }

    /** How long one authority may be waited for, so that there is time left to ask another one. */
    public Duration patience() {
        return Duration.ofNanos(length / (RENEWALS + 2));
    }
}
