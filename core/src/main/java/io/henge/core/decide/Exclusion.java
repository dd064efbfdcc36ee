package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.failover.PurgeMode;
import io.henge.core.lease.SeenLease;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is done so that no process of an old attempt runs beside that of the next one, where nobody sees the old pod: its lease
 * is found out, revoked, and waited for.
 */
final class Exclusion {
    private Exclusion() {}

    /** Whether its policy wants no two processes at once; only a person's word that its cluster is dead stands for that. */
    static boolean isWanted(AttemptView view, FleetSnapshot fleet) {
        @Nullable Attempt attempt = view.attempt();
        return attempt != null
                && view.preference().asked().failover().purgeMode() == PurgeMode.DIRECTLY
                && fleet.known(attempt)
                        .filter(facts -> !facts.standing().isDead())
                        .isPresent();
    }

    /** Whether its peon has certainly stopped. */
    static boolean isSure(AttemptView view, Instant now) {
        @Nullable SeenLease lease = view.lease();
        return lease != null && lease.hasLapsed(now);
    }

    /** The question whether the peon of an attempt on a silent cluster holds a lease, where that is to be asked now. */
    static Optional<Action> question(AttemptView view, FleetSnapshot fleet, Instant now) {
        @Nullable Instant notBefore = view.retry().notBefore();
        boolean asks = isWanted(view, fleet)
                && isToBeRead(view, now)
                && view.underWay() == null
                && !view.has(Mark.UNASKED)
                && !view.has(Mark.RELEASED)
                && (notBefore == null || !now.isBefore(notBefore));
        return asks ? Optional.of(new Action.ReadLease(view.id())) : Optional.empty();
    }

    /** Whether it is worth while to look whether its peon has left word of a lease. */
    static boolean isToBeRead(AttemptView view, Instant now) {
        @Nullable SeenLease lease = view.lease();
        return lease == null || lease.isOld(now);
    }

    /** Whether the peon is to be told to stop now: it holds a lease, and was not told in this term. */
    static boolean isToBeRevoked(AttemptView view) {
        @Nullable SeenLease lease = view.lease();
        return lease != null && lease.length() != null && lease.revokedAt() == null;
    }

    /**
     * Whether word is to be left that an attempt which is gone may not begin once more before its task goes on: a request for its
     * Job may land later, and a Job may be there again that was deleted.
     */
    static boolean isToBeBarred(AttemptView view, FleetSnapshot fleet) {
        @Nullable SeenLease lease = view.lease();
        return isWanted(view, fleet) && !view.has(Mark.RELEASED) && (lease == null || lease.revokedAt() == null);
    }

    /** When a peon that was told to stop has certainly stopped; empty where it was not told, or has stopped. */
    static Optional<Instant> stopsAt(AttemptView view, Instant now) {
        @Nullable SeenLease lease = view.lease();
        return lease == null ? Optional.empty() : lease.lapsesAt().filter(now::isBefore);
    }
}
