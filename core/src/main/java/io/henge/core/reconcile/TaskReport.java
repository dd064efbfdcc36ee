package io.henge.core.reconcile;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What readers may know of one task.
 *
 * @param attempt the newest attempt, null while the task waits for a cluster
 * @param pod the name of the attempt's pod, while one is seen
 * @param since when the state was entered, by this Overlord's clock
 * @param why what holds the task where it is, or how it ended, in words
 */
public record TaskReport(
        TaskId task,
        TaskTraits traits,
        Instant acceptedAt,
        boolean released,
        @Nullable Attempt attempt,
        @Nullable String pod,
        State state,
        Instant since,
        @Nullable String why) {
    /** Where a task stands, as far as it can be seen now. */
    public enum State {
        /** It belongs to no cluster yet. */
        WAITING,
        /** It has a cluster; the cluster does not show its Job yet. */
        PLACED,
        /** The Job is there, its pod does not run yet. */
        PENDING,
        RUNNING,
        /** The outcome is recorded; the Job is about to be cleaned up. */
        ENDED,
        /** Its cluster cannot be observed: nobody knows whether it runs. */
        LIMBO
    }

    /** Whether the task has not begun to run, as far as is known. */
    public boolean isPending() {
        return switch (state) {
            case WAITING, PLACED, PENDING -> true;
            case LIMBO -> attempt == null || attempt.location() == null;
            case RUNNING, ENDED -> false;
        };
    }
}
