package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.failover.Disposition;
import io.henge.core.ledger.ClusterRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt leaves a cluster that is being drained. The plan, the answer to a person who asks beforehand, and what
 * readers are told all rest on it.
 *
 * @param why for people
 */
public record Leaving(How how, String why) {
    /** What is done, from the gentlest on. */
    public enum How {
        /** Its end is waited for. */
        WAIT,
        /** It ends early: its supervisor goes on with other tasks, from where it has come to. */
        HAND_OVER,
        /** Its end is waited for until the drain's deadline; then its task runs again elsewhere. */
        RELAUNCH,
        /** Its end is waited for, however long that takes: it is never taken away. */
        STAY
    }

    /** @param until the drain's deadline, null where it has none */
    static Leaving of(AttemptView view, @Nullable Instant until, Policies policies) {
        TaskTraits task = view.traits();
        if (!view.isPlaced()) {
            return new Leaving(How.WAIT, "It is over, and its Job is being cleaned up");
        }
        if (view.withdrawal() != null) {
            return new Leaving(
                    How.RELAUNCH, "It is being taken away: " + view.withdrawal().why());
        }
        if (Disposition.isStreaming(task)) {
            return ofStreaming(view);
        }
        return switch (Fate.usual(task, policies)) {
            case HOLD ->
                new Leaving(
                        How.STAY, "A task of type[" + task.type() + "] is never taken away: it stays until it ends");
            case FAIL -> new Leaving(How.WAIT, "It would fail if it were taken away: it goes on until it ends");
            case RELAUNCH ->
                until == null
                        ? new Leaving(How.WAIT, "It goes on until it ends")
                        : new Leaving(
                                How.RELAUNCH,
                                "It goes on until it ends, at most until " + until
                                        + "; then it runs again elsewhere once another cluster has room");
        };
    }

    private static Leaving ofStreaming(AttemptView view) {
        if (view.has(Mark.HANDOVER_REFUSED)) {
            return new Leaving(
                    How.WAIT, "No supervisor hands it over now: one is asked again, and it goes on until it ends");
        }
        return new Leaving(
                How.HAND_OVER,
                view.has(Mark.HANDED_OVER)
                        ? "Its supervisor hands it over: it ends when it has published"
                        : "Its supervisor is asked to hand it over as soon as it runs");
    }

    /** Whether it may be taken away now: the deadline has passed, and its task would run again, where is known. */
    static boolean isOverdue(AttemptView view, ClusterRecord.Drain drain, Policies policies, Instant now) {
        return drain.until() != null
                && !now.isBefore(drain.until())
                && view.withdrawal() == null
                && !view.has(Mark.RELEASED)
                && !view.has(Mark.UNASKED)
                && view.isPlaced()
                && of(view, drain.until(), policies).how() == How.RELAUNCH;
    }

    /** Whether its supervisor is to be asked now: it runs, and nobody was asked lately. */
    static boolean isToBeHandedOver(AttemptView view, Instant now) {
        @Nullable Attempt attempt = view.attempt();
        @Nullable Instant after = view.handoverAfter();
        return attempt != null
                && attempt.location() != null
                && view.isPlaced()
                && view.withdrawal() == null
                && Disposition.isStreaming(view.traits())
                && (after == null || !now.isBefore(after));
    }
}
