package io.henge.core.attempt;

import org.jspecify.annotations.Nullable;

/**
 * What Henge needs to know of a task to place, list and fence it; a larger {@code priority} goes first.
 *
 * @param parent the attempt whose peon submitted the task, null where a person or Druid itself did
 * @param retried whether Druid made the task to try an earlier sub-task again, so that it writes the same segment ids
 */
public record TaskTraits(
        String type,
        String dataSource,
        String groupId,
        int priority,
        @Nullable AttemptId parent,
        boolean retried) {
    /** A task that no other task submitted. */
    public TaskTraits(String type, String dataSource, String groupId, int priority) {
        this(type, dataSource, groupId, priority, null, false);
    }
}
