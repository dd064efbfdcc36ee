package io.henge.druid;

import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import org.apache.druid.indexer.TaskStatus;
import org.jspecify.annotations.Nullable;

/** The two ways of saying how a task ended: Druid's and the core's. */
final class Statuses {
    private Statuses() {}

    /** @param status a complete one */
    static Outcome outcomeOf(TaskStatus status) {
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

    static TaskStatus statusOf(TaskId task, Outcome outcome) {
        TaskStatus status = outcome.succeeded()
                ? TaskStatus.success(task.value())
                : TaskStatus.failure(task.value(), outcome.message());
        return status.withDuration(outcome.durationMillis());
    }
}
