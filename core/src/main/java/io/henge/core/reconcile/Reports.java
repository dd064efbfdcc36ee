package io.henge.core.reconcile;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What readers may know of all attempts, with what is counted of them kept at hand: a turn that changes one attempt does
 * not go through the others. Only the loop's thread may use it.
 */
final class Reports {
    /** How many attempts of one cluster are live, in limbo, and purge debts. */
    record Count(long live, long limbo, long purgeDebt) {
        static final Count NONE = new Count(0, 0, 0);

        private Count plus(TaskReport report, int sign) {
            boolean placed = report.attempt() != null && report.attempt().state() == AttemptState.PLACED;
            return new Count(
                    live + (placed ? sign : 0),
                    limbo + (report.state() == TaskReport.State.LIMBO ? sign : 0),
                    purgeDebt + (report.purgeDebt() ? sign : 0));
        }
    }

    private final TreeMap<AttemptId, TaskReport> all = new TreeMap<>();
    private final TreeSet<AttemptId> pending = new TreeSet<>();
    private final Map<ClusterName, Count> counts = new HashMap<>();

    @Nullable
    TaskReport find(AttemptId id) {
        return all.get(id);
    }

    void put(TaskReport report) {
        replace(all.put(report.id(), report), report);
    }

    void remove(AttemptId id) {
        replace(all.remove(id), null);
    }

    Count countOn(ClusterName cluster) {
        return counts.getOrDefault(cluster, Count.NONE);
    }

    /** A copy that no later turn changes. */
    LoopSnapshot snapshot(List<ClusterReport> clusters, Set<TaskId> suspects, @Nullable String whyWaiting) {
        List<TaskId> tasks =
                pending.stream().filter(this::isNewest).map(AttemptId::task).toList();
        return new LoopSnapshot(new TreeMap<>(all), tasks, clusters, suspects, whyWaiting);
    }

    private boolean isNewest(AttemptId id) {
        @Nullable AttemptId next = all.higherKey(id);
        return next == null || !next.task().equals(id.task());
    }

    private void replace(@Nullable TaskReport before, @Nullable TaskReport after) {
        if (before != null) {
            pending.remove(before.id());
            count(before, -1);
        }
        if (after != null) {
            if (after.isPending()) {
                pending.add(after.id());
            }
            count(after, 1);
        }
    }

    private void count(TaskReport report, int sign) {
        if (report.attempt() != null) {
            ClusterName cluster = report.attempt().cluster();
            counts.put(cluster, countOn(cluster).plus(report, sign));
        }
    }
}
