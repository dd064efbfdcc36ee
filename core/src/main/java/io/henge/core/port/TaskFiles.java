package io.henge.core.port;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What tasks leave in deep storage, as a port. No method blocks; stages end within a deadline. */
public interface TaskFiles {
    /**
     * The status that the task's peon left: its outcome, or null if there is none. Ends exceptionally if deep storage
     * could not be asked.
     */
    CompletionStage<@Nullable Outcome> readStatus(TaskId task);

    /**
     * The way of an attempt's log to deep storage; costs nothing before the log is taken. It becomes the log of the task, below
     * what was left there of earlier attempts.
     */
    LogDraft draftLog(AttemptId attempt);

    /**
     * Leaves in deep storage what is known of the log of an attempt that was taken from its cluster, in place of its log, unless
     * that of a later one is there. It is tried once, and not at all where too much waits; a failure is logged.
     */
    void leaveLog(AttemptId attempt, String text);

    /**
     * For how long the attempt's peon runs without being renewed, by the word that it has left; null if there is none. Ends
     * exceptionally if deep storage could not be asked.
     */
    CompletionStage<@Nullable Duration> readLease(AttemptId attempt);

    /** Leaves word that the attempt's peon is to stop; ends when whoever reads from then on reads it, else exceptionally. */
    CompletionStage<Boolean> revoke(AttemptId attempt);

    /** Takes a log while it is read from the pod, and afterwards brings it to deep storage; for one log. */
    interface LogDraft extends ClusterConnection.LogSink {
        /**
         * Brings the log to deep storage; it waits and runs no longer than {@code limit}. To be called after the log was
         * taken as a whole.
         *
         * @return ends with nothing if the log is there, else with the reason
         */
        CompletionStage<Optional<String>> push(Duration limit);

        /** Forgets what was taken of the log; in place of pushing it. */
        void discard();
    }
}
