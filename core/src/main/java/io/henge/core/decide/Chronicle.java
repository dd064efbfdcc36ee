package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.Preserved;
import io.henge.core.failover.Disposition;
import io.henge.core.lease.SeenLease;
import io.henge.core.ledger.FailoverRecord;
import io.henge.core.ledger.FailoverRecord.Course;
import io.henge.core.ledger.FailoverRecord.Grounds;
import io.henge.core.ledger.FailoverRecord.Trigger;
import io.henge.core.ledger.LedgerEvent.Kind;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is written into the history of failovers. */
public final class Chronicle {
    private Chronicle() {}

    /**
     * The record of an attempt whose right has ended by a word; empty where its task had done all its work, and for sub-tasks,
     * which follow their parent.
     *
     * @param view as it was before
     * @param row as it is now
     */
    public static Optional<FailoverRecord> of(AttemptView view, Attempt row, Action.Fence action, Instant now) {
        @Nullable Withdrawal word = view.withdrawal();
        boolean follows = word != null && word.cause() == Withdrawal.Cause.FOLLOWS;
        boolean done = row.outcome() != null && row.outcome().succeeded();
        if (follows || done) {
            return Optional.empty();
        }
        SortedMap<String, String> evidence =
                withLease(view, word == null ? Collections.emptySortedMap() : word.evidence());
        Disposition becomes = row.state() == AttemptState.FENCED ? Disposition.RELAUNCH : Disposition.FAIL;
        return Optional.of(record(
                view, row, trigger(word), true, grounds(view, row.preserved(), action.why(), becomes, evidence), now));
    }

    private static SortedMap<String, String> withLease(AttemptView view, SortedMap<String, String> evidence) {
        @Nullable SeenLease lease = view.lease();
        if (lease == null || lease.revokedAt() == null) {
            return evidence;
        }
        TreeMap<String, String> more = new TreeMap<>(evidence);
        lease.lapsesAt()
                .ifPresent(at -> more.put(
                        "lease", "revoked at " + lease.revokedAt() + "; its peon has stopped itself by " + at));
        return more;
    }

    /** The record of an attempt that would be taken from its cluster if failover acted. */
    public static Optional<FailoverRecord> foreseen(
            AttemptView view, FleetAction.Foresee action, Policies policies, Instant now) {
        Withdrawal word = action.withdrawal();
        return Optional.ofNullable(view.attempt()).map(row -> {
            Preserved left = Preserving.atEnd(view, row, word.why(), null, now);
            Grounds grounds = grounds(view, left, word.why(), Fate.onLost(view, policies), word.evidence());
            return record(view, row, trigger(word), false, grounds, now);
        });
    }

    private static FailoverRecord record(
            AttemptView view, Attempt row, Trigger trigger, boolean acted, Grounds grounds, Instant now) {
        return new FailoverRecord(view.id(), now, trigger, acted, row.cluster(), grounds, Course.NOTHING);
    }

    private static Grounds grounds(
            AttemptView view, Preserved left, String why, Disposition becomes, SortedMap<String, String> evidence) {
        SortedMap<String, String> policy = view.preference().asked().failover().words(becomes);
        return new Grounds(why, policy, evidence, left.entries());
    }

    /** The event of a task that goes on elsewhere: by a person, for its pod, or by the word on its cluster. */
    public static Kind kindOf(@Nullable Withdrawal word) {
        if (word == null) {
            return Kind.FAILED_OVER;
        }
        return switch (word.cause()) {
            case MOVED, DRAINED -> Kind.MOVED;
            case ROOM, STUCK -> Kind.WITHDRAWN;
            case FOLLOWS, LOST, UNWELL, LAPSED, OUT_OF_MEMORY -> Kind.FAILED_OVER;
        };
    }

    /** Without a word on itself, an attempt goes by that on its cluster. */
    private static Trigger trigger(@Nullable Withdrawal word) {
        if (word == null) {
            return Trigger.DECLARED_DEAD;
        }
        return switch (word.cause()) {
            case MOVED -> Trigger.MOVED;
            case DRAINED -> Trigger.DRAINED;
            case ROOM -> Trigger.NO_ROOM;
            case LOST -> Trigger.CLUSTER_LOST;
            case STUCK, UNWELL, LAPSED, OUT_OF_MEMORY -> Trigger.TASK_UNHEALTHY;
            case FOLLOWS -> Trigger.OTHER;
        };
    }
}
