package io.henge.core.report;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All attempts as the loop's last turn left them: one immutable value for all readers.
 *
 * @param pending the tasks that do not run yet; Druid asks for them once per task and round
 * @param clusters in the order of their names
 * @param suspects tasks that a cluster which was not searched yet may run, without an attempt so far
 * @param whyWaiting why tasks without a cluster have to wait, null while there is room
 */
public record LoopSnapshot(
        NavigableMap<AttemptId, AttemptReport> attempts,
        List<TaskId> pending,
        List<ClusterReport> clusters,
        Set<TaskId> suspects,
        @Nullable String whyWaiting) {
    public static final LoopSnapshot EMPTY = new LoopSnapshot(new TreeMap<>(), List.of(), List.of(), Set.of(), null);

    public LoopSnapshot {
        attempts = Collections.unmodifiableNavigableMap(attempts);
        pending = List.copyOf(pending);
        clusters = List.copyOf(clusters);
        suspects = Set.copyOf(suspects);
    }

    /** All attempts of a task, the oldest first. */
    public List<AttemptReport> of(TaskId task) {
        return List.copyOf(
                attempts.subMap(AttemptId.first(task), true, last(task), true).values());
    }

    /** The newest attempt of a task. */
    public Optional<AttemptReport> find(TaskId task) {
        return Optional.ofNullable(attempts.floorEntry(last(task)))
                .map(Map.Entry::getValue)
                .filter(report -> report.task().equals(task));
    }

    /** Whether a cluster has an attempt of the task, or may have one. */
    public boolean mayHave(TaskId task) {
        return find(task).isPresent() || suspects.contains(task);
    }

    /** What holds the task where it is, or how it ended, in words; null where nothing does. */
    public @Nullable String why(AttemptReport report) {
        return report.why() == null && report.state() == AttemptReport.State.WAITING ? whyWaiting : report.why();
    }

    private static AttemptId last(TaskId task) {
        return new AttemptId(task, Integer.MAX_VALUE);
    }
}
