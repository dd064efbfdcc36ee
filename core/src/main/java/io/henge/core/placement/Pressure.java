package io.henge.core.placement;

import io.henge.core.attempt.Resources;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * That pods on a cluster find no room, or lately found none: of what asks for as much, few are sent there at a time, first
 * one, until their pods have started, and more with each that has.
 *
 * @param least what is asked for by those that found no room; what each of several asks for at least
 * @param seenAt when one was last seen that found none, by this Overlord's clock
 * @param tries how many that ask for as much may be there at once without having started
 */
public record Pressure(Resources least, Instant seenAt, int tries) {
    /** After which it is over, if nothing more is seen of it. */
    static final Duration LASTS = Duration.ofMinutes(10);

    /** From which on nothing is held back: as many are let be on their way to any cluster. */
    static final int TRIES_MAX = 64;

    /** A pod that asks for so much is seen to find no room; {@code before} is null where there was no pressure. */
    public static Pressure refused(@Nullable Pressure before, Resources needs, Instant now) {
        return before == null || !now.isBefore(before.until())
                ? new Pressure(needs, now, 1)
                : new Pressure(before.least.min(needs), now, 1);
    }

    /** A pod that asks for so much has started; null where that is the end of it. */
    public @Nullable Pressure started(Resources needs) {
        if (!concerns(needs)) {
            return this;
        }
        return 2 * tries > TRIES_MAX ? null : new Pressure(least, seenAt, 2 * tries);
    }

    /** Whether a pod that asks for so much asks for as much as those that found no room. */
    public boolean concerns(Resources needs) {
        return least.amounts().entrySet().stream().allMatch(one -> needs.amount(one.getKey()) >= one.getValue());
    }

    /** When it is over if nothing more is seen of it. */
    public Instant until() {
        return seenAt.plus(LASTS);
    }

    /** What it is, as what follows the cluster's name. */
    String words() {
        return "had no room at " + seenAt.truncatedTo(ChronoUnit.SECONDS) + " for a pod that asks for "
                + (least.isNone() ? "what is not known" : least.sentence());
    }
}
