package io.henge.druid.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.decide.Allotment;
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

/** What is so at one moment, as metrics. */
class GaugesTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final ClusterName EAST = new ClusterName("east");
    private static final ClusterName WEST = new ClusterName("west");

    private final TreeMap<AttemptId, AttemptReport> reports = new TreeMap<>();

    private void report(String task, @Nullable String cluster, State state) {
        @Nullable Attempt attempt = cluster == null ? null : Attempts.placed(task, cluster, 1, AT);
        AttemptId id = AttemptId.first(new TaskId(task));
        reports.put(
                id,
                new AttemptReport(
                        id,
                        new Demand(Attempts.TRAITS, AT, Preference.ANY),
                        false,
                        false,
                        attempt,
                        null,
                        new Progress(state, AT, null)));
    }

    private static ClusterReport cluster(ClusterName name, AttemptCount attempts) {
        return new ClusterReport(
                ClusterRecord.unknown(name),
                true,
                true,
                null,
                attempts,
                new Allotment.Vacancy(new ClusterLimits(5, 1), 5 - attempts.live()),
                null);
    }

    private static Sample of(Metric metric, long value) {
        return Sample.of(metric, value);
    }

    private static Sample of(Metric metric, long value, String cluster) {
        return of(metric, value).with("k8s_cluster", cluster);
    }

    @Test
    void everyStateIsCountedWhereItBelongs() {
        report("a", null, State.WAITING);
        report("b", null, State.WAITING);
        report("c", "east", State.PLACED);
        report("d", "east", State.PENDING);
        report("e", "east", State.RUNNING);
        report("f", "west", State.RUNNING);
        report("g", "west", State.LIMBO);
        report("h", "west", State.ENDED);
        LoopSnapshot snapshot = new LoopSnapshot(
                TreePMap.from(reports),
                TreePSet.empty(),
                TreePSet.empty(),
                List.of(cluster(EAST, new AttemptCount(3, 0, 0)), cluster(WEST, new AttemptCount(2, 1, 3))),
                Set.of(),
                Choices.NONE);
        Gauges gauges = new Gauges(
                new Term(3, "overlord:8090", AT),
                snapshot,
                AT.plusSeconds(9),
                Map.of(WEST, new Gauges.Live(Duration.ofSeconds(44), null, null)),
                new Gauges.Counts(2, Duration.ofMillis(7), Duration.ofMillis(8), 3));
        assertThat(gauges.samples())
                .containsExactlyInAnyOrder(
                        of(Metric.LEADER_SINCE, AT.toEpochMilli()).with("holder", "overlord:8090"),
                        of(Metric.WAITING_COUNT, 2),
                        of(Metric.WAITING_AGE, 9_000),
                        of(Metric.LOOP_TURN_TIME, 8),
                        of(Metric.FENCE_REFUSED_COUNT, 2),
                        of(Metric.LOOP_LAG, 7),
                        of(Metric.LOOP_FAULT_COUNT, 3),
                        of(Metric.PENDING_COUNT, 2, "east"),
                        of(Metric.RUNNING_COUNT, 1, "east"),
                        of(Metric.LIMBO_COUNT, 0, "east"),
                        of(Metric.PURGE_DEBT_COUNT, 0, "east"),
                        of(Metric.SLOT_USED_COUNT, 3, "east"),
                        of(Metric.SLOT_FREE_COUNT, 2, "east"),
                        of(Metric.LIMBO_AGE, 0, "east"),
                        of(Metric.PURGE_DEBT_AGE, 0, "east"),
                        of(Metric.CLUSTER_OBSERVED, 1, "east"),
                        of(Metric.FAILOVER_BLOCKED_COUNT, 0, "east"),
                        of(Metric.FAILOVER_OVERDUE_AGE, 0, "east"),
                        of(Metric.PENDING_COUNT, 0, "west"),
                        of(Metric.RUNNING_COUNT, 1, "west"),
                        of(Metric.LIMBO_COUNT, 1, "west"),
                        of(Metric.PURGE_DEBT_COUNT, 3, "west"),
                        of(Metric.SLOT_USED_COUNT, 2, "west"),
                        of(Metric.SLOT_FREE_COUNT, 3, "west"),
                        of(Metric.LIMBO_AGE, 9_000, "west"),
                        of(Metric.PURGE_DEBT_AGE, 0, "west"),
                        of(Metric.CLUSTER_OBSERVED, 1, "west"),
                        of(Metric.FAILOVER_BLOCKED_COUNT, 0, "west"),
                        of(Metric.FAILOVER_OVERDUE_AGE, 0, "west"),
                        of(Metric.EVIDENCE_AGE, 44_000, "west").with("channel", "watch"),
                        of(Metric.WATCH_AGE, 44_000, "west"));
    }
}
