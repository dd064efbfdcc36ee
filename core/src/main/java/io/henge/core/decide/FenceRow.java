package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Outcome;
import io.henge.core.failover.Disposition;
import io.henge.core.failover.PublishFate;
import java.time.Instant;

/** How the row of an attempt reads that was taken from its cluster. */
public final class FenceRow {
    private FenceRow() {}

    /** Fenced, so that its task runs again, only where nothing of it is published or can be any more. */
    public static Attempt rowOf(Action.Fence action, PublishFate fate, Instant now) {
        Attempt attempt = action.attempt();
        return switch (fate) {
            case NOTHING ->
                action.relaunch()
                        ? attempt.fenced(action.why(), now)
                        : attempt.ended(Outcome.failure(sentence(action, "")), now);
            case COMMITTED ->
                Disposition.publishesOnce(attempt.traits())
                        ? attempt.ended(Outcome.success(Outcome.DURATION_UNKNOWN), now)
                        : attempt.ended(
                                Outcome.failure(sentence(
                                        action,
                                        ". It is not run again, since it has published a part of its segments")),
                                now);
            case UNKNOWN ->
                attempt.ended(
                        Outcome.failure(sentence(
                                action,
                                ". It is not run again, since a former leader may still carry out its publish")),
                        now);
        };
    }

    private static String sentence(Action.Fence action, String more) {
        return "The attempt was taken from cluster[" + action.attempt().cluster() + "]: " + action.why() + more;
    }
}
