package io.henge.druid.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskTraits;
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
import io.henge.druid.metrics.Exposition.Format;
import io.henge.druid.metrics.Metric.Shape;
import io.henge.druid.metrics.Scrape.Point;
import io.henge.kubernetes.call.Verb;
import io.henge.testkit.fleet.Attempts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/** What Prometheus reads of one term. */
@Timeout(30)
class ExpositionTest {
    private static final ClusterName EAST = new ClusterName("east");
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration TOOK = Duration.ofMillis(300);
    private static final Instant EXPIRY = SINCE.plus(Duration.ofDays(30));

    private final TermMetrics metrics = new TermMetrics(new HeardEmitter(), id -> Optional.empty());

    @AfterEach
    void endTerm() {
        metrics.close();
    }

    private static Gauges gauges(long refusals) {
        ClusterReport east = new ClusterReport(
                ClusterRecord.unknown(EAST),
                true,
                true,
                null,
                new AttemptCount(3, 1, 2),
                new Allotment.Vacancy(new ClusterLimits(5, 1), 2),
                new ClusterReport.Health(
                        new Vitals(new WatchHealth(true, null, SINCE), CallHealth.well(SINCE), null), null));
        return new Gauges(
                new Term(3, "overlord:8090", SINCE),
                new LoopSnapshot(
                        TreePMap.empty(), TreePSet.empty(), TreePSet.empty(), List.of(east), Set.of(), Choices.NONE),
                SINCE.plusSeconds(60),
                Map.of(EAST, new Gauges.Live(Duration.ofMillis(44_500), Duration.ofSeconds(1), EXPIRY)),
                new Gauges.Counts(refusals, Duration.ZERO, Duration.ZERO, 0));
    }

    private String text(Format format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            metrics.exposition(gauges(2)).write(format, out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private Scrape scrape(Format format) {
        return Scrape.of(text(format), format == Format.OPEN_METRICS);
    }

    private static Attempt attemptOf(TaskTraits traits) {
        Attempt plain = Attempts.placed("a", "east", 1, SINCE);
        return Attempt.placed(plain.id(), plain.address(), plain.token(), traits, 1, SINCE);
    }

    private void tellEverything() {
        Attempt attempt = Attempts.placed("a", "east", 1, SINCE);
        metrics.launched(attempt, TOOK);
        metrics.started(attempt, TOOK, TOOK);
        metrics.ended(attempt, TOOK);
        metrics.answered(EAST, Verb.GET, 503, TOOK);
        metrics.wrote(1, TOOK);
        metrics.turned(TOOK);
        metrics.tookTurn(TOOK);
        metrics.failedOver(Failovers.of(attempt, FailoverRecord.Trigger.CLUSTER_LOST, true));
        metrics.failedOver(Failovers.of(attempt, FailoverRecord.Trigger.CLUSTER_LOST, false));
    }

    @ParameterizedTest
    @EnumSource
    void everyMetricIsThereByItsNameWithItsTypeItsHelpAndItsLabels(Format format) {
        tellEverything();
        Scrape scrape = scrape(format);
        for (Metric metric : Metric.values()) {
            Exposed exposed = Exposed.of(metric);
            boolean older = format == Format.TEXT;
            String family = older && metric.shape() == Shape.COUNTER ? exposed.name() : exposed.withUnit();
            assertThat(scrape.types()).containsEntry(family, exposed.type());
            assertThat(scrape.helps()).containsEntry(family, exposed.help());
            assertThat(exposed.help()).doesNotContain("`", "](");
            List<Point> points = scrape.of(exposed.name() + (metric.shape() == Shape.HISTOGRAM ? "_count" : ""));
            assertThat(points).as(exposed.name()).isNotEmpty();
            assertThat(points.get(0).labels().keySet())
                    .as(exposed.name())
                    .containsExactlyInAnyOrderElementsOf(exposed.labels());
        }
        assertThat(scrape.types()).hasSize(Metric.values().length);
    }

    @Test
    void noNameHasTwoMeanings() {
        assertThat(Arrays.stream(Metric.values()).map(Exposed::of).map(Exposed::name))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("henge_[a-z]+(_[a-z]+)*"));
    }

    @Test
    void timeIsInSeconds() {
        tellEverything();
        Scrape scrape = scrape(Format.OPEN_METRICS);
        assertThat(scrape.of("henge_watch_age_seconds"))
                .containsExactly(new Point("henge_watch_age_seconds", Map.of("k8s_cluster", "east"), 44.5));
        assertThat(scrape.of("henge_leader_since_seconds"))
                .containsExactly(new Point(
                        "henge_leader_since_seconds", Map.of("holder", "overlord:8090"), SINCE.getEpochSecond()));
        assertThat(scrape.of("henge_ledger_time_seconds_sum"))
                .containsExactly(new Point("henge_ledger_time_seconds_sum", Map.of(), 0.3));
        assertThat(scrape.of("henge_ledger_time_seconds_bucket"))
                .filteredOn(bucket -> bucket.value() == 0)
                .last()
                .satisfies(bucket -> assertThat(bucket.labels()).containsEntry("le", "0.25"));
    }

    @Test
    void countsAreOfTheWholeTerm() {
        tellEverything();
        tellEverything();
        assertThat(scrape(Format.TEXT).of("henge_api_error_total"))
                .containsExactly(new Point(
                        "henge_api_error_total", Map.of("k8s_cluster", "east", "verb", "get", "code", "503"), 2));
        assertThat(scrape(Format.TEXT).of("henge_fence_refused_total"))
                .extracting(Point::value)
                .containsExactly(2.0);
    }

    /** Else nobody would see that a series has grown which begins with 1. */
    @Test
    void whatMayBeFailedOverBeginsAtZero() {
        assertThat(scrape(Format.OPEN_METRICS).of("henge_failover_total"))
                .hasSize(FailoverRecord.Trigger.values().length)
                .allSatisfy(point -> assertThat(point.value()).isZero());
        assertThat(scrape(Format.OPEN_METRICS).of("henge_failover_foreseen_total"))
                .extracting(Point::value)
                .containsExactly(0.0);
        tellEverything();
        assertThat(scrape(Format.OPEN_METRICS).of("henge_failover_total"))
                .filteredOn(point -> point.value() == 1)
                .singleElement()
                .satisfies(point ->
                        assertThat(point.labels()).isEqualTo(Map.of("k8s_cluster", "east", "trigger", "cluster_lost")));
    }

    @Test
    void momentsAreSecondsSince1970() {
        assertThat(scrape(Format.OPEN_METRICS).of("henge_credentials_expiry_seconds"))
                .extracting(Point::value)
                .containsExactly((double) EXPIRY.getEpochSecond());
    }

    @Test
    void whatMayHaveEndlesslyManyValuesIsNoLabel() {
        tellEverything();
        assertThat(text(Format.OPEN_METRICS)).doesNotContain("task_id", "group_id", "data_source", "writes=");
    }

    @Test
    void hostileValuesAreEscapedAndCut() {
        String hostile = "a\"b\\c\nhenge_fake 1\n" + "x".repeat(10_000);
        metrics.launched(attemptOf(new TaskTraits(hostile, "d", "g", 0)), TOOK);
        for (Format format : Format.values()) {
            List<Point> points = scrape(format).of("henge_launch_time_seconds_count");
            assertThat(points).hasSize(1);
            String shown = String.valueOf(points.get(0).labels().get("task_type"));
            assertThat(shown).startsWith("a\"b\\c\nhenge_fake 1\nxxx").hasSize(Exposed.VALUE_MAX);
        }
    }

    @Test
    void moreSeriesThanFitAreCountedTogether() {
        for (int i = 0; i < TermSeries.SERIES_MAX + 5; i++) {
            metrics.launched(attemptOf(new TaskTraits("type-" + i, "d", "g", 0)), TOOK);
        }
        List<Point> points = scrape(Format.OPEN_METRICS).of("henge_launch_time_seconds_count");
        assertThat(points).hasSize(TermSeries.SERIES_MAX + 1);
        assertThat(points)
                .filteredOn(point -> point.labels().containsValue(TermSeries.OTHERS))
                .singleElement()
                .satisfies(point -> assertThat(point.value()).isEqualTo(5));
    }

    @Test
    void anEmitterThatIsBehindCostsPrometheusNothing() {
        metrics.close();
        metrics.wrote(1, TOOK);
        assertThat(scrape(Format.TEXT).of("henge_ledger_time_seconds_count"))
                .extracting(Point::value)
                .containsExactly(1.0);
    }
}
