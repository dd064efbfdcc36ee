package io.henge.core.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Whether this Overlord can trust what it sees. Where most clusters are silent at once, or the ledger's store, or it stood still
 * itself, it is not they: no cluster is lost before it has looked again for a while.
 *
 * @param doubt what speaks against it now, in words; null where nothing does
 * @param clearSince since when nothing has
 */
public record FleetHealth(@Nullable String doubt, Instant clearSince) {
    private static final int FEWEST = 2;

    /**
     * What an Overlord can know of itself.
     *
     * @param storeSilentFor how long the ledger's store has not answered what it was asked; null while it answers
     * @param standstill how long ago it last looked
     */
    public record Self(@Nullable Duration storeSilentFor, Duration standstill) {}

    /** What a leader begins with. */
    public static FleetHealth clear(Instant since) {
        return new FleetHealth(null, since);
    }

    /**
     * What it knows after one more look.
     *
     * @param states of all clusters that nobody has given up
     */
    public FleetHealth next(Collection<HealthState> states, Self self, HealthTimings timings, Instant now) {
        @Nullable String found = doubt(states, self, timings);
        return new FleetHealth(found, found == null ? clearSince : now);
    }

    private static @Nullable String doubt(Collection<HealthState> states, Self self, HealthTimings timings) {
        long silent = states.stream().filter(HealthState::isSilent).count();
        if (states.size() >= FEWEST && 2 * silent > states.size()) {
            return silent + " of " + states.size() + " clusters turned bad together";
        }
        if (self.storeSilentFor() != null && self.storeSilentFor().compareTo(timings.suspectAfter()) >= 0) {
            return "the ledger's store does not answer either";
        }
        // Then what it sees may be from before.
        return self.standstill().compareTo(timings.suspectAfter()) > 0 ? "this Overlord stood still" : null;
    }

    /** When a cluster can be lost at the earliest, if nothing speaks against it until then. */
    Instant trustedFrom(HealthTimings timings) {
        return doubt == null ? clearSince.plus(timings.suspectAfter()) : Instant.MAX;
    }
}
