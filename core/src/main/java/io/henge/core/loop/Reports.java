package io.henge.core.loop;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.decide.Allotment;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.Forecast;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.report.AttemptCount;
import io.henge.core.report.AttemptReport;
import io.henge.core.report.ClusterReport;
import io.henge.core.report.LoopSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * What readers may know of all attempts, with what is counted of them kept at hand: a turn that changes one attempt does
 * not go through the others, and a snapshot shares all but the change with the one before. Only the loop's thread may use
 * it.
 */
final class Reports {
    private final Map<ClusterName, AttemptCount> counts = new HashMap<>();
    private PSortedMap<AttemptId, AttemptReport> all = TreePMap.empty();
    private PSortedSet<TaskId> pending = TreePSet.empty();
    private PSortedSet<TaskId> running = TreePSet.empty();

    @Nullable
    AttemptReport find(AttemptId id) {
        return all.get(id);
    }

    void put(AttemptReport report) {
        @Nullable AttemptReport before = all.get(report.id());
        all = all.plus(report.id(), report);
        count(before, -1);
        count(report, 1);
        sort(report.task());
    }

    void remove(AttemptId id) {
        count(all.get(id), -1);
        all = all.minus(id);
        sort(id.task());
    }

    AttemptCount countOn(ClusterName cluster) {
        return counts.getOrDefault(cluster, AttemptCount.NONE);
    }

    /** One that no later turn changes. */
    LoopSnapshot snapshot(
            FleetSnapshot fleet,
            Function<ClusterName, ClusterRecord> records,
            Map<TaskId, TaskTraits> suspects,
            Function<ClusterName, Optional<Forecast>> forecasts,
            Allotment allotment) {
        return new LoopSnapshot(
                all,
                pending,
                running,
                clusters(fleet, records, forecasts, allotment),
                suspects.keySet(),
                allotment.left(),
                fleet.pause());
    }

    private List<ClusterReport> clusters(
            FleetSnapshot fleet,
            Function<ClusterName, ClusterRecord> records,
            Function<ClusterName, Optional<Forecast>> forecasts,
            Allotment allotment) {
        TreeMap<ClusterName, ClusterReport> clusters = new TreeMap<>();
        fleet.clusters()
                .forEach((name, facts) -> clusters.put(
                        name,
                        ClusterReport.of(
                                records.apply(name),
                                facts,
                                forecasts.apply(name),
                                countOn(name),
                                Objects.requireNonNull(allotment.vacancies().get(name)))));
        fleet.absent().forEach((name, facts) -> {
            // Nobody comes to know what is left on one that was given up.
            if (!facts.standing().isDead() || countOn(name).live() > 0) {
                clusters.put(name, ClusterReport.absent(records.apply(name), facts, countOn(name)));
            }
        });
        return List.copyOf(clusters.values());
    }

    /** By its newest attempt, a task waits to run, runs, or has ended. */
    private void sort(TaskId task) {
        Optional<AttemptReport> newest = LoopSnapshot.newest(all, task);
        boolean waits = newest.filter(AttemptReport::isPending).isPresent();
        boolean runs = newest.filter(AttemptReport::isRunning).isPresent();
        pending = waits ? pending.plus(task) : pending.minus(task);
        running = runs ? running.plus(task) : running.minus(task);
    }

    private void count(@Nullable AttemptReport report, int sign) {
        if (report != null && report.attempt() != null) {
            ClusterName cluster = report.attempt().cluster();
            counts.put(cluster, countOn(cluster).plus(report, sign));
        }
    }
}
