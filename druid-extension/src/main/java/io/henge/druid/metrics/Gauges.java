package io.henge.druid.metrics;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.ledger.Term;
import io.henge.core.report.AttemptReport;
import io.henge.core.report.ClusterReport;
import io.henge.core.report.LoopSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is so at one moment of a term.
 *
 * @param watchAges how long the watches of each cluster have been silent, where it is known
 */
public record Gauges(Term term, LoopSnapshot snapshot, Map<ClusterName, Duration> watchAges, Counts counts) {
    /**
     * What is counted, since the term began or since the moment before.
     *
     * @param refusals how many claims of stale attempts were refused
     * @param loopLag the longest that something waited for the loop
     * @param loopFaults how many thoughts have failed by faults of Henge's own
     */
    public record Counts(long refusals, Duration loopLag, long loopFaults) {}

    /** As metrics: those of the runner, then those of each cluster. */
    List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        samples.add(Sample.of(Metric.LEADER_SINCE, term.since().toEpochMilli()).with(Sample.HOLDER, term.holder()));
        samples.add(Sample.of(Metric.WAITING_COUNT, count(report -> report.state() == AttemptReport.State.WAITING)));
        samples.add(Sample.of(Metric.FENCE_REFUSED_COUNT, counts.refusals()));
        samples.add(Sample.of(Metric.LOOP_LAG, counts.loopLag().toMillis()));
        samples.add(Sample.of(Metric.LOOP_FAULT_COUNT, counts.loopFaults()));
        snapshot.clusters().forEach(cluster -> addCluster(cluster, samples));
        watchAges.forEach((name, age) -> samples.add(of(Metric.WATCH_AGE, age.toMillis(), name)));
        return samples;
    }

    private void addCluster(ClusterReport cluster, List<Sample> samples) {
        ClusterName name = cluster.name();
        long running = count(report -> isOn(name, report) && report.state() == AttemptReport.State.RUNNING);
        samples.add(of(Metric.PENDING_COUNT, count(report -> isOn(name, report) && isStarting(report)), name));
        samples.add(of(Metric.RUNNING_COUNT, running, name));
        samples.add(of(Metric.LIMBO_COUNT, cluster.attempts().limbo(), name));
        samples.add(of(Metric.SLOT_USED_COUNT, cluster.attempts().live(), name));
        samples.add(of(Metric.SLOT_FREE_COUNT, cluster.vacancy().free(), name));
        samples.add(of(Metric.PURGE_DEBT_COUNT, cluster.attempts().purgeDebt(), name));
    }

    private long count(Predicate<AttemptReport> which) {
        return snapshot.attempts().values().stream().filter(which).count();
    }

    private static boolean isOn(ClusterName cluster, AttemptReport report) {
        @Nullable Attempt attempt = report.attempt();
        return attempt != null && attempt.cluster().equals(cluster);
    }

    private static boolean isStarting(AttemptReport report) {
        return switch (report.state()) {
            case PLACED, PENDING, SUSPENDED -> true;
            case WAITING, RUNNING, ENDED, FENCED, LIMBO -> false;
        };
    }

    private static Sample of(Metric metric, Number value, ClusterName cluster) {
        return Sample.of(metric, value).with(Sample.CLUSTER, cluster.value());
    }
}
