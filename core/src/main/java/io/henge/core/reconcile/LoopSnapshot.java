package io.henge.core.reconcile;

import io.henge.core.attempt.TaskId;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All tasks as the loop's last turn left them: one immutable value for all readers. */
public record LoopSnapshot(SortedMap<TaskId, TaskReport> tasks) {
    public static final LoopSnapshot EMPTY = new LoopSnapshot(new TreeMap<>());

    public LoopSnapshot {
        tasks = Collections.unmodifiableSortedMap(tasks);
    }

    public Optional<TaskReport> find(TaskId task) {
        return Optional.ofNullable(tasks.get(task));
    }
}
