package io.henge.core.loop;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.report.AttemptCount;
import io.henge.core.report.AttemptReport;
import io.henge.core.report.ClusterReport;
import io.henge.core.report.LoopSnapshot;
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
    private final TreeMap<AttemptId, AttemptReport> all = new TreeMap<>();
    private final TreeSet<AttemptId> pending = new TreeSet<>();
    private final Map<ClusterName, AttemptCount> counts = new HashMap<>();

    @Nullable
    AttemptReport find(AttemptId id) {
        return all.get(id);
    }

    void put(AttemptReport report) {
        replace(all.put(report.id(), report), report);
    }

    void remove(AttemptId id) {
        replace(all.remove(id), null);
    }

    AttemptCount countOn(ClusterName cluster) {
        return counts.getOrDefault(cluster, AttemptCount.NONE);
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

    private void replace(@Nullable AttemptReport before, @Nullable AttemptReport after) {
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

    private void count(AttemptReport report, int sign) {
        if (report.attempt() != null) {
            ClusterName cluster = report.attempt().cluster();
            counts.put(cluster, countOn(cluster).plus(report, sign));
        }
    }
}
