package io.henge.druid.metrics;

import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.Forecast;
import io.henge.core.decide.Vitals;
import io.henge.core.health.HealthState;
import io.henge.core.health.Signs;
import io.henge.core.ledger.Term;
import io.henge.core.report.ClusterReport;
import io.henge.core.report.LoopSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is so at one moment of a term.
 *
 * @param now the moment
 * @param live what the connections to the clusters say themselves, which is newer than the snapshot
 */
public record Gauges(Term term, LoopSnapshot snapshot, Instant now, Map<ClusterName, Live> live, Counts counts) {
    private static final Live UNKNOWN = new Live(null, null, null);

    /**
     * What the connection to a cluster says.
     *
     * @param watchAge how long its watches have been silent, null where that is not known
     * @param probeAge how long ago its API server was asked something that it answered well, null for never
     * @param expiry when what it is reached with runs out, null where that is not known
     */
    public record Live(
            @Nullable Duration watchAge,
            @Nullable Duration probeAge,
            @Nullable Instant expiry) {}

    /**
     * What is counted, since the term began or since the moment before.
     *
     * @param refusals how many claims of stale attempts were refused
     * @param loopLag the longest that something waited for the loop
     * @param loopTurn the longest turn
     * @param loopFaults how many thoughts have failed by faults of Henge's own
     */
    public record Counts(long refusals, Duration loopLag, Duration loopTurn, long loopFaults) {}

    public Gauges {
        live = Map.copyOf(live);
    }

    /** As metrics: those of the runner, then those of each cluster. */
    List<Sample> samples() {
        Census census = new Census(snapshot.attempts().values());
        List<Sample> samples = new ArrayList<>();
        samples.add(Sample.of(Metric.LEADER_SINCE, term.since().toEpochMilli()).with(Sample.HOLDER, term.holder()));
        samples.add(Sample.of(Metric.WAITING_COUNT, census.waiting()));
        samples.add(Sample.of(Metric.WAITING_AGE, age(census.waitingSince())));
        samples.add(Sample.of(Metric.FENCE_REFUSED_COUNT, counts.refusals()));
        samples.add(Sample.of(Metric.LOOP_LAG, counts.loopLag().toMillis()));
        samples.add(Sample.of(Metric.LOOP_TURN_TIME, counts.loopTurn().toMillis()));
        samples.add(Sample.of(Metric.LOOP_FAULT_COUNT, counts.loopFaults()));
        for (ClusterReport cluster : snapshot.clusters()) {
            OfCluster of = new OfCluster(cluster.name(), samples);
            addAttempts(cluster, census.on(cluster.name()), of);
            addHealth(cluster, of);
            addLive(cluster, live.getOrDefault(cluster.name(), UNKNOWN), of);
        }
        return samples;
    }

    /** Adds samples of one cluster. */
    private record OfCluster(ClusterName name, List<Sample> samples) {
        void add(Metric metric, long value) {
            samples.add(Sample.of(metric, value).with(Sample.CLUSTER, name.value()));
        }

        void add(Metric metric, String dimension, String of, long value) {
            samples.add(
                    Sample.of(metric, value).with(Sample.CLUSTER, name.value()).with(dimension, of));
        }
    }

    private void addAttempts(ClusterReport cluster, Census.Local local, OfCluster of) {
        of.add(Metric.PENDING_COUNT, local.starting());
        of.add(Metric.RUNNING_COUNT, local.running());
        of.add(Metric.LIMBO_COUNT, cluster.attempts().limbo());
        of.add(Metric.LIMBO_AGE, age(local.limboSince()));
        of.add(Metric.SLOT_USED_COUNT, cluster.attempts().live());
        of.add(Metric.SLOT_FREE_COUNT, cluster.vacancy().free());
        of.add(Metric.PURGE_DEBT_COUNT, cluster.attempts().purgeDebt());
        of.add(Metric.PURGE_DEBT_AGE, age(local.debtSince()));
    }

    private void addHealth(ClusterReport cluster, OfCluster of) {
        @Nullable Vitals vitals = cluster.vitals();
        @Nullable Forecast forecast = cluster.forecast();
        of.add(Metric.CLUSTER_OBSERVED, cluster.observed() ? 1 : 0);
        of.add(Metric.FAILOVER_BLOCKED_COUNT, forecast == null ? 0 : forecast.staying());
        of.add(Metric.FAILOVER_OVERDUE_AGE, age(forecast == null ? null : forecast.at()));
        if (vitals != null) {
            for (HealthState state : HealthState.values()) {
                of.add(
                        Metric.CLUSTER_STATE,
                        "state",
                        state.word(),
                        vitals.health().state() == state ? 1 : 0);
            }
        }
    }

    private void addLive(ClusterReport cluster, Live seen, OfCluster of) {
        @Nullable Vitals vitals = cluster.vitals();
        if (seen.watchAge() != null) {
            of.add(Metric.WATCH_AGE, seen.watchAge().toMillis());
        }
        if (seen.expiry() != null) {
            of.add(Metric.CREDENTIALS_EXPIRY, seen.expiry().toEpochMilli());
        }
        addEvidence("probe", seen.probeAge(), of);
        addEvidence("watch", seen.watchAge(), of);
        if (vitals != null) {
            Signs signs = vitals.signs();
            Duration since = Duration.ofMillis(age(signs.at()));
            addEvidence("calls", later(signs.calls().wellAgo(), since), of);
            addEvidence("tasks", later(signs.peons().actedAgo(), since), of);
            addEvidence("discovery", later(signs.peons().announcedAgo(), since), of);
            addEvidence("peons", later(signs.peons().answeredAgo(), since), of);
        }
    }

    private static void addEvidence(String channel, @Nullable Duration age, OfCluster of) {
        if (age != null) {
            of.add(Metric.EVIDENCE_AGE, "channel", channel, age.toMillis());
        }
    }

    /** What was so long ago when the snapshot was made. */
    private static @Nullable Duration later(@Nullable Duration ago, Duration since) {
        return ago == null ? null : ago.plus(since);
    }

    /** In milliseconds; 0 for what never began, or is yet to come. */
    private long age(@Nullable Instant since) {
        return since == null || since.isAfter(now)
                ? 0
                : Duration.between(since, now).toMillis();
    }
}
