package io.henge.druid.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.Allotment;
import io.henge.core.decide.Vitals;
import io.henge.core.health.CallHealth;
import io.henge.core.health.WatchHealth;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.FailoverRecord;
import io.henge.core.ledger.Term;
import io.henge.core.placement.Choices;
import io.henge.core.placement.ClusterLimits;
import io.henge.core.report.AttemptCount;
import io.henge.core.report.ClusterReport;
import io.henge.core.report.LoopSnapshot;
import io.henge.druid.GeneratedPart;
import io.henge.druid.metrics.Metric.Kind;
import io.henge.kubernetes.call.Verb;
import io.henge.testkit.fleet.Attempts;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.druid.indexing.common.task.NoopTask;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/** docs/reference/metrics.md is what {@link Metric} says, and each of them is sent with the dimensions that it has there. */
@Timeout(30)
class MetricsPageTest {
    private static final ClusterName EAST = new ClusterName("east");
    private static final Duration TOOK = Duration.ofMillis(1);

    /** What Druid puts into every metric, and what a task need not have. */
    private static final Set<String> BESIDE =
            Set.of("feed", "timestamp", "service", "host", "version", "metric", "value", "tags");

    private static void check(String part, Set<Kind> kinds) {
        GeneratedPart.check(
                "metrics.md",
                part,
                GeneratedPart.head("metric", "dimensions", "value")
                        + Arrays.stream(Metric.values())
                                .filter(metric -> kinds.contains(metric.kind()))
                                .map(MetricsPageTest::row)
                                .collect(Collectors.joining()));
    }

    private static String row(Metric metric) {
        List<String> dimensions = metric.kind().dimensions();
        return GeneratedPart.row(List.of(
                "`" + metric.sentAs() + "`",
                dimensions.isEmpty() ? "–" : "`" + String.join("`, `", dimensions) + "`",
                metric.meaning()));
    }

    @Test
    void thePageListsWhatIsSentOfOneTask() {
        check("tasks", Set.of(Kind.TASK, Kind.END));
    }

    @Test
    void thePageListsWhatIsSentOfRequestsAndTransactions() {
        check("requests", Set.of(Kind.REQUEST, Kind.TRANSACTION, Kind.FAILOVER));
    }

    @Test
    void thePageListsTheVerbs() {
        List<String> words = Arrays.stream(Verb.values())
                .map(verb -> "`" + verb.word() + "`")
                .toList();
        int last = words.size() - 1;
        String sentence = "`verb` is " + String.join(", ", words.subList(0, last)) + " or " + words.get(last) + ".\n";
        GeneratedPart.check("metrics.md", "verbs", sentence);
    }

    @Test
    void thePageListsWhatIsSentOncePerPeriod() {
        check("periods", Set.of(Kind.LEADER, Kind.RUNNER, Kind.CLUSTER, Kind.STATE, Kind.CHANNEL));
    }

    @Test
    void thePageListsTheNamesForPrometheus() {
        GeneratedPart.check(
                "metrics.md",
                "prometheus",
                GeneratedPart.head("name", "type", "unit", "labels", "in events")
                        + Arrays.stream(Metric.values())
                                .map(Exposed::of)
                                .map(MetricsPageTest::exposedRow)
                                .collect(Collectors.joining()));
    }

    private static String exposedRow(Exposed exposed) {
        return GeneratedPart.row(List.of(
                "`" + exposed.name() + "`",
                exposed.type(),
                exposed.unit() == null ? "–" : String.valueOf(exposed.unit()),
                exposed.labels().isEmpty() ? "–" : "`" + String.join("`, `", exposed.labels()) + "`",
                "`" + exposed.metric().sentAs() + "`"));
    }

    @Test
    void everyMetricIsSentWithItsDimensions() {
        HeardEmitter emitter = new HeardEmitter();
        try (TermMetrics metrics =
                new TermMetrics(emitter, id -> Optional.of(new NoopTask(id.value(), null, "d", 0, 0, null)))) {
            Attempt attempt = Attempts.placed("a", "east", 1, Instant.EPOCH);
            metrics.launched(attempt, TOOK);
            metrics.started(attempt, TOOK, TOOK);
            metrics.ended(attempt, TOOK);
            metrics.answered(EAST, Verb.GET, 503, TOOK);
            metrics.failedOver(Failovers.of(attempt, FailoverRecord.Trigger.MOVED, true));
            metrics.failedOver(Failovers.of(attempt, FailoverRecord.Trigger.CLUSTER_LOST, false));
            metrics.wrote(1, TOOK);
            Awaitility.await().until(() -> !emitter.metrics("k8s/ledger/time").isEmpty());
        }
        ClusterReport east = new ClusterReport(
                ClusterRecord.unknown(EAST),
                true,
                true,
                null,
                AttemptCount.NONE,
                new Allotment.Vacancy(ClusterLimits.NONE, 0),
                new ClusterReport.Health(
                        new Vitals(new WatchHealth(true, null, Instant.EPOCH), CallHealth.well(Instant.EPOCH), null),
                        null));
        LoopSnapshot snapshot = new LoopSnapshot(
                TreePMap.empty(), TreePSet.empty(), TreePSet.empty(), List.of(east), Set.of(), Choices.NONE);
        new Gauges(
                        new Term(1, "overlord:8090", Instant.EPOCH),
                        snapshot,
                        Instant.EPOCH,
                        Map.of(EAST, new Gauges.Live(TOOK, TOOK, Instant.EPOCH)),
                        new Gauges.Counts(0, TOOK, TOOK, 0))
                .samples()
                .forEach(sample -> sample.sendTo(emitter));

        assertThat(emitter.metrics().stream().map(HeardEmitter.Metric::name).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Metric.values()).map(Metric::sentAs).toList());
        for (Metric metric : Metric.values()) {
            TreeSet<String> dimensions = new TreeSet<>(
                    emitter.metrics(metric.sentAs()).get(0).dimensions().keySet());
            dimensions.removeAll(BESIDE);
            assertThat(dimensions)
                    .as(metric.sentAs())
                    .containsExactlyInAnyOrderElementsOf(metric.kind().dimensions());
        }
    }
}
