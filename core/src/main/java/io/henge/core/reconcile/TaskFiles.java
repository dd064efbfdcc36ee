package io.henge.core.reconcile;

import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.cluster.ClusterConnection;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What tasks leave in deep storage, as a port. No method blocks; stages end within a deadline. */
public interface TaskFiles {
    /**
     * The status that the task's peon left: its outcome, or null if there is none. Ends exceptionally if deep storage
     * could not be asked.
     */
    CompletionStage<@Nullable Outcome> readStatus(TaskId task);

    /** Where the log of a task is written to while it is read from the pod. */
    ClusterConnection.LogSink logOf(TaskId task);
}
