package io.henge.druid.task;

import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import org.apache.druid.indexer.TaskStatus;
import org.jspecify.annotations.Nullable;

/** The two ways of saying how a task ended: Druid's and the core's. */
public final class Statuses {
    private Statuses() {}

    /** How a task ended by a complete status of Druid's. */
    public static Outcome outcomeOf(TaskStatus status) {
        if (!status.isComplete()) {
            throw new IllegalArgumentException("Task[" + status.getId() + "] is not complete: " + status);
        }
        long duration = Math.max(Outcome.DURATION_UNKNOWN, status.getDuration());
        @Nullable String message = status.getErrorMsg();
        if (!status.isSuccess() && (message == null || message.isBlank())) {
            message = "The task failed and gave no reason. Its log may tell.";
        }
        return new Outcome(status.isSuccess(), message, duration);
    }

    public static TaskStatus statusOf(TaskId task, Outcome outcome) {
        TaskStatus status = outcome.succeeded()
                ? TaskStatus.success(task.value())
                : TaskStatus.failure(task.value(), outcome.message());
        return status.withDuration(outcome.durationMillis());
    }
}
