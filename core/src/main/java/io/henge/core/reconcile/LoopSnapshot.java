package io.henge.core.reconcile;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All attempts as the loop's last turn left them: one immutable value for all readers.
 *
 * @param pending the tasks that do not run yet; Druid asks for them once per task and round
 * @param clusters in the order of their names
 */
public record LoopSnapshot(
        SortedMap<AttemptId, TaskReport> attempts, List<TaskId> pending, List<ClusterReport> clusters) {
    public static final LoopSnapshot EMPTY = of(new TreeMap<>(), List.of());

    public LoopSnapshot {
        attempts = Collections.unmodifiableSortedMap(attempts);
        pending = List.copyOf(pending);
        clusters = List.copyOf(clusters);
    }

    static LoopSnapshot of(SortedMap<AttemptId, TaskReport> attempts, List<ClusterReport> clusters) {
        return new LoopSnapshot(
                attempts,
                attempts.values().stream()
                        .filter(TaskReport::isPending)
                        .map(TaskReport::task)
                        .toList(),
                clusters);
    }

    /** All attempts of a task, the oldest first. */
    public List<TaskReport> of(TaskId task) {
        return List.copyOf(attempts.subMap(AttemptId.first(task), new AttemptId(task, Integer.MAX_VALUE))
                .values());
    }

    /** The newest attempt of a task. */
    public Optional<TaskReport> find(TaskId task) {
        List<TaskReport> all = of(task);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }
}
