package io.henge.druid.task;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.fence.Claim;
import io.henge.druid.fence.Claims;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.indexing.common.task.batch.parallel.PartialGenericSegmentMergeTask;
import org.apache.druid.indexing.common.task.batch.parallel.PartialHashSegmentGenerateTask;
import org.apache.druid.indexing.common.task.batch.parallel.PartialRangeSegmentGenerateTask;
import org.apache.druid.indexing.common.task.batch.parallel.SinglePhaseSubTask;
import org.jspecify.annotations.Nullable;

/** What Henge needs to know of Druid's tasks. */
public final class Traits {
    private Traits() {}

    public static TaskTraits of(Task task) {
        return new TaskTraits(
                task.getType(),
                task.getDataSource(),
                task.getGroupId(),
                TaskContext.priorityOf(task),
                parentOf(task),
                triesBefore(task) > 0);
    }

    /** A task's context is its parent's, whose peon had it from us, so that it names the parent's attempt. */
    private static @Nullable AttemptId parentOf(Task task) {
        return Claims.of(task)
                .map(Claim::attempt)
                .filter(attempt -> !attempt.task().value().equals(task.getId()))
                .orElse(null);
    }

    /** How often Druid tried the same part of the same parent before; each try writes the same segment ids. */
    private static int triesBefore(Task task) {
        if (task instanceof SinglePhaseSubTask single) {
            return single.getNumAttempts();
        }
        if (task instanceof PartialHashSegmentGenerateTask generate) {
            return generate.getNumAttempts();
        }
        if (task instanceof PartialRangeSegmentGenerateTask generate) {
            return generate.getNumAttempts();
        }
        return task instanceof PartialGenericSegmentMergeTask merge ? merge.getNumAttempts() : 0;
    }
}
