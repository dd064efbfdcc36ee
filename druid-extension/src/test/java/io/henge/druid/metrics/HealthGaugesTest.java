package io.henge.druid.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.Allotment;
import io.henge.core.decide.Forecast;
import io.henge.core.decide.Vitals;
import io.henge.core.health.CallHealth;
import io.henge.core.health.ClusterHealth;
import io.henge.core.health.HealthState;
import io.henge.core.health.Probe;
import io.henge.core.health.Signs;
import io.henge.core.health.WatchHealth;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.Term;
import io.henge.core.placement.Choices;
import io.henge.core.placement.ClusterLimits;
import io.henge.core.placement.Preference;
import io.henge.core.report.AttemptCount;
import io.henge.core.report.AttemptReport;
import io.henge.core.report.AttemptReport.Demand;
import io.henge.core.report.AttemptReport.Progress;
import io.henge.core.report.AttemptReport.State;
import io.henge.core.report.ClusterReport;
import io.henge.core.report.LoopSnapshot;
import io.henge.testkit.fleet.Attempts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/** What is known of clusters and of what is left there, as metrics. */
class HealthGaugesTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final ClusterName EAST = new ClusterName("east");

    private final TreeMap<AttemptId, AttemptReport> reports = new TreeMap<>();

    private static Vitals vitals(HealthState state) {
        Signs signs = new Signs(
                AT,
                new Probe(Probe.Answer.SILENT, "timed out", Duration.ofSeconds(99)),
                new Signs.Watches("broken", null),
                new Signs.Calls(null, Duration.ofSeconds(70)),
                new Signs.Peons(Duration.ofSeconds(5), null, null),
                null);
        return new Vitals(
                new WatchHealth(false, "broken", AT),
                CallHealth.well(AT),
                new ClusterHealth(state, AT, AT, AT, "timed out"),
                Instant.MAX,
                signs,
                null);
    }

    /** Ten seconds later. */
    private List<Sample> samples(ClusterReport.@Nullable Health health, Gauges.Live live) {
        ClusterReport east = new ClusterReport(
                ClusterRecord.unknown(EAST),
                true,
                false,
                "broken",
                new AttemptCount(2, 2, 1),
                new Allotment.Vacancy(ClusterLimits.NONE, 0),
                health);
        LoopSnapshot snapshot = new LoopSnapshot(
                TreePMap.from(reports), TreePSet.empty(), TreePSet.empty(), List.of(east), Set.of(), Choices.NONE);
        return new Gauges(
                        new Term(1, "overlord:8090", AT),
                        snapshot,
                        AT.plusSeconds(10),
                        Map.of(EAST, live),
                        new Gauges.Counts(0, Duration.ZERO, Duration.ZERO, 0))
                .samples();
    }

    private static Map<String, Number> by(String dimension, Metric metric, List<Sample> samples) {
        Map<String, Number> values = new TreeMap<>();
        samples.stream()
                .filter(sample -> sample.metric() == metric)
                .forEach(sample -> values.put(String.valueOf(sample.dimensions().get(dimension)), sample.value()));
        return values;
    }

    private static Number only(Metric metric, List<Sample> samples) {
        return samples.stream()
                .filter(sample -> sample.metric() == metric)
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static Gauges.Live silent() {
        return new Gauges.Live(null, Duration.ofSeconds(109), null);
    }

    @Test
    void theStateThatCountsIsOneAndTheOthersAreZero() {
        Map<String, Number> states = by(
                "state",
                Metric.CLUSTER_STATE,
                samples(new ClusterReport.Health(vitals(HealthState.LOST), null), silent()));
        assertThat(states).hasSize(HealthState.values().length).containsEntry("Lost", 1L);
        assertThat(states.values().stream().mapToLong(Number::longValue).sum()).isEqualTo(1);
    }

    @Test
    void evidenceGetsOlderWhileNothingIsHeard() {
        assertThat(by(
                        "channel",
                        Metric.EVIDENCE_AGE,
                        samples(new ClusterReport.Health(vitals(HealthState.UNREACHABLE), null), silent())))
                .isEqualTo(Map.of("probe", 109_000L, "calls", 80_000L, "tasks", 15_000L));
    }

    @Test
    void aClusterThatNoEntryLeadsToHasNoStateAndIsNotObserved() {
        List<Sample> samples = samples(null, new Gauges.Live(null, null, null));
        assertThat(by("state", Metric.CLUSTER_STATE, samples)).isEmpty();
        assertThat(by("channel", Metric.EVIDENCE_AGE, samples)).isEmpty();
        assertThat(only(Metric.CLUSTER_OBSERVED, samples)).isEqualTo(0L);
    }

    @Test
    void failoverThatIsBlockedAndThatIsOverdueIsTold() {
        List<Sample> soon =
                samples(health(new Forecast(AT.plusSeconds(12), 3, 2, "its onLost is Hold", true)), silent());
        assertThat(only(Metric.FAILOVER_BLOCKED_COUNT, soon)).isEqualTo(2L);
        assertThat(only(Metric.FAILOVER_OVERDUE_AGE, soon)).isEqualTo(0L);
        List<Sample> late = samples(health(new Forecast(AT.plusSeconds(4), 3, 0, null, false)), silent());
        assertThat(only(Metric.FAILOVER_BLOCKED_COUNT, late)).isEqualTo(0L);
        assertThat(only(Metric.FAILOVER_OVERDUE_AGE, late)).isEqualTo(6_000L);
    }

    private static ClusterReport.Health health(Forecast forecast) {
        return new ClusterReport.Health(vitals(HealthState.LOST), forecast);
    }

    @Test
    void ofWhatIsInLimboAndOwedTheOldestCounts() {
        report("a", State.LIMBO, AT.minusSeconds(50), null);
        report("b", State.LIMBO, AT.minusSeconds(20), null);
        report("c", State.FENCED, AT, AT.minusSeconds(600));
        report("d", State.FENCED, AT, AT.minusSeconds(60));
        List<Sample> samples = samples(health(new Forecast(null, 0, 0, null, true)), silent());
        assertThat(only(Metric.LIMBO_AGE, samples)).isEqualTo(60_000L);
        assertThat(only(Metric.PURGE_DEBT_AGE, samples)).isEqualTo(610_000L);
    }

    private void report(String task, State state, Instant since, @Nullable Instant fencedAt) {
        Attempt placed = Attempts.placed(task, "east", 1, AT.minusSeconds(1_000));
        Attempt row = fencedAt == null ? placed : placed.fenced("lost", fencedAt);
        reports.put(
                row.id(),
                new AttemptReport(
                        row.id(),
                        new Demand(Attempts.TRAITS, AT, Preference.ANY),
                        false,
                        fencedAt != null,
                        row,
                        null,
                        new Progress(state, since, null)));
    }

    @Test
    void whatRunsOutIsToldWhereItIsKnown() {
        Instant end = AT.plusSeconds(3_600);
        List<Sample> samples = samples(null, new Gauges.Live(null, null, end));
        assertThat(only(Metric.CREDENTIALS_EXPIRY, samples)).isEqualTo(end.toEpochMilli());
    }
}
