package io.henge.core.reconcile;

import io.henge.core.attempt.TaskId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All tasks as the loop's last turn left them: one immutable value for all readers.
 *
 * @param pending the tasks that do not run yet; Druid asks for them once per task and round
 */
public record LoopSnapshot(SortedMap<TaskId, TaskReport> tasks, List<TaskId> pending) {
    public static final LoopSnapshot EMPTY = of(new TreeMap<>());

    public LoopSnapshot {
        tasks = Collections.unmodifiableSortedMap(tasks);
        pending = List.copyOf(pending);
    }

    static LoopSnapshot of(SortedMap<TaskId, TaskReport> tasks) {
        return new LoopSnapshot(
                tasks,
                tasks.values().stream()
                        .filter(TaskReport::isPending)
                        .map(TaskReport::task)
                        .toList());
    }

    public Optional<TaskReport> find(TaskId task) {
        return Optional.ofNullable(tasks.get(task));
    }
}
