package io.henge.core.reconcile;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.reconcile.Mailbox.JobKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The loop's tasks with the indexes that it needs to find them. Only the loop's thread may use it. */
final class TaskTable {
    private static final Comparator<TaskView> FIRST_COME = Comparator.comparing(
                    (TaskView task) -> task.traits().priority(), Comparator.reverseOrder())
            .thenComparing(TaskView::acceptedAt)
            .thenComparing(TaskView::id);

    private final TreeMap<TaskId, TaskView> tasks = new TreeMap<>();
    private final TreeSet<TaskView> waiting = new TreeSet<>(FIRST_COME);
    private final Map<JobKey, TaskId> byJob = new HashMap<>();
    private int liveAttempts;

    Optional<TaskView> find(TaskId id) {
        return Optional.ofNullable(tasks.get(id));
    }

    Optional<TaskId> find(JobKey job) {
        return Optional.ofNullable(byJob.get(job));
    }

    List<TaskId> on(ClusterName cluster) {
        return tasks.values().stream()
                .filter(task ->
                        task.attempt() != null && task.attempt().cluster().equals(cluster))
                .map(TaskView::id)
                .toList();
    }

    /** The tasks that wait for a cluster, the higher priority first, then the older one; at most {@code limit}. */
    List<TaskView> waiting(long limit) {
        return waiting.stream().limit(Math.max(0, limit)).toList();
    }

    /** How many attempts hold a place on a cluster, counting those whose intent is being written. */
    int liveAttempts() {
        return liveAttempts;
    }

    void put(TaskView task) {
        replace(tasks.put(task.id(), task), task);
    }

    void remove(TaskId id) {
        replace(tasks.remove(id), null);
    }

    private void replace(@Nullable TaskView before, @Nullable TaskView after) {
        if (before != null) {
            waiting.remove(before);
            liveAttempts -= holdsPlace(before) ? 1 : 0;
            if (before.attempt() != null) {
                byJob.remove(keyOf(before.attempt()));
            }
        }
        if (after != null) {
            if (after.isWaiting()) {
                waiting.add(after);
            }
            liveAttempts += holdsPlace(after) ? 1 : 0;
            if (after.attempt() != null) {
                byJob.put(keyOf(after.attempt()), after.id());
            }
        }
    }

    private static boolean holdsPlace(TaskView task) {
        return task.attempt() == null
                ? task.underWay() == Step.PLACE
                : task.attempt().state() == AttemptState.PLACED;
    }

    private static JobKey keyOf(Attempt attempt) {
        return new JobKey(attempt.cluster(), attempt.address().job());
    }
}
