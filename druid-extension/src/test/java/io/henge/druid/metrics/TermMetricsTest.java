package io.henge.druid.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Outcome;
import io.henge.druid.metrics.HeardEmitter.Metric;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.call.Verb;
import io.henge.testkit.fleet.Attempts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.druid.indexing.common.task.NoopTask;
import org.apache.druid.java.util.emitter.core.Event;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names, values and dimensions of what is sent when it happens. */
@Timeout(30)
class TermMetricsTest {
    private static final Attempt ATTEMPT = Attempts.placed("a", "east", 1, Instant.parse("2026-01-01T00:00:00Z"));
    private static final ClusterName EAST = new ClusterName("east");

    private final HeardEmitter emitter = new HeardEmitter();
    private final TermMetrics metrics = new TermMetrics(
            emitter,
            id -> Optional.of(new NoopTask(id.value(), null, "flights", 0, 0, Map.of("tags", Map.of("team", "ads")))));

    @AfterEach
    void close() {
        metrics.close();
    }

    private List<Metric> sent(int count) {
        Awaitility.await().until(() -> emitter.metrics().size() >= count);
        assertThat(emitter.metrics()).hasSize(count);
        return emitter.metrics();
    }

    @Test
    void theStartOfATaskHasTheNamesAndDimensionsOfDruidsOwnRunnerAndTheCluster() {
        metrics.started(ATTEMPT, Duration.ofSeconds(9), Duration.ofSeconds(4));
        assertThat(sent(2)).extracting(Metric::name).containsExactly("task/pending/time", "k8s/peon/startup/time");
        assertThat(emitter.metrics()).extracting(Metric::value).containsExactly(9_000L, 4_000L);
        assertThat(emitter.metrics())
                .allSatisfy(metric -> assertThat(metric.dimensions())
                        .containsAllEntriesOf(Map.of(
                                "taskId", "a",
                                "taskType", "index",
                                "dataSource", "flights",
                                "groupId", "group",
                                "tags", Map.of("team", "ads"),
                                "k8s_cluster", "east",
                                "service", "druid/overlord")));
    }

    @Test
    void launchAndOutcomeAreTasksMetricsToo() {
        metrics.launched(ATTEMPT, Duration.ofMillis(12));
        metrics.ended(ATTEMPT, Duration.ofMillis(3));
        assertThat(sent(2)).extracting(Metric::name).containsExactly("k8s/launch/time", "k8s/outcome/lag");
        assertThat(emitter.metrics()).extracting(Metric::value).containsExactly(12L, 3L);
        assertThat(emitter.metrics())
                .allSatisfy(metric -> assertThat(metric.dimensions()).containsEntry("taskId", "a"));
    }

    @Test
    void anEndTellsWhetherItIsASuccess() {
        metrics.ended(ATTEMPT.ended(Outcome.success(5), Instant.EPOCH), Duration.ofMillis(3));
        metrics.ended(ATTEMPT.ended(Outcome.failure("no memory"), Instant.EPOCH), Duration.ofMillis(3));
        assertThat(sent(2))
                .extracting(metric -> metric.dimensions().get("taskStatus"))
                .containsExactly("SUCCESS", "FAILED");
    }

    @Test
    void aTaskThatIsKnownByItsRowAloneHasNoTags() {
        try (TermMetrics withoutTasks = new TermMetrics(emitter, id -> Optional.empty())) {
            withoutTasks.launched(ATTEMPT, Duration.ZERO);
            assertThat(sent(1).get(0).dimensions())
                    .containsEntry("taskType", "index")
                    .doesNotContainKey("tags");
        }
    }

    @ParameterizedTest(name = "a {0} answered with {1} counts as {2} errors")
    @CsvSource({"CREATE, 201, 0", "WATCH, 200, 0", "CREATE, 400, 1", "DELETE, 404, 1", "LIST, 503, 1", "GET, 0, 1"})
    void everyRequestIsTimedAndErrorsAreCounted(Verb verb, int code, int errors) {
        metrics.answered(EAST, verb, code, Duration.ofMillis(5));
        Map<String, Object> dimensions =
                Map.of("k8s_cluster", "east", "verb", verb.word(), "code", Integer.toString(code));
        assertThat(sent(1 + errors))
                .allSatisfy(metric -> assertThat(metric.dimensions()).containsAllEntriesOf(dimensions));
        assertThat(emitter.metrics("k8s/api/time")).extracting(Metric::value).containsExactly(5L);
        assertThat(emitter.metrics("k8s/api/error/count")).hasSize(errors);
        assertThat(ApiMeter.NO_ANSWER).isZero();
    }

    @Test
    void aTransactionIsTimedWithItsSize() {
        metrics.wrote(7, Duration.ofMillis(2));
        Metric metric = sent(1).get(0);
        assertThat(metric.name()).isEqualTo("k8s/ledger/time");
        assertThat(metric.value()).isEqualTo(2L);
        assertThat(metric.dimensions()).containsEntry("writes", 7);
    }

    @Test
    void ofTheTurnsTheLongestWaitIsKeptUntilItIsAskedFor() {
        metrics.turned(Duration.ofMillis(3));
        metrics.turned(Duration.ofMillis(40));
        metrics.turned(Duration.ofMillis(5));
        assertThat(metrics.takeLongestLag()).isEqualTo(Duration.ofMillis(40));
        assertThat(metrics.takeLongestLag()).isZero();
        assertThat(emitter.metrics()).isEmpty();
    }

    @Test
    void ofTheTurnsTheLongestIsKept() {
        metrics.tookTurn(Duration.ofMillis(3));
        metrics.tookTurn(Duration.ofMillis(40));
        metrics.tookTurn(Duration.ofMillis(5));
        assertThat(metrics.takeLongestTurn()).isEqualTo(Duration.ofMillis(40));
        assertThat(metrics.takeLongestTurn()).isZero();
        assertThat(emitter.metrics()).isEmpty();
    }

    @Test
    void theNewestCredentialsOfAClusterCount() {
        ClusterName east = new ClusterName("east");
        assertThat(metrics.expiryOf(east)).isEmpty();
        metrics.reached(east, Instant.EPOCH);
        assertThat(metrics.expiryOf(east)).contains(Instant.EPOCH);
        metrics.reached(east, null);
        assertThat(metrics.expiryOf(east)).isEmpty();
    }

    @Test
    void anEmitterThatBlocksHoldsNobodyUp() {
        CountDownLatch blocked = new CountDownLatch(1);
        HeardEmitter slow = new HeardEmitter() {
            @Override
            public void emit(Event event) {
                try {
                    blocked.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        try (TermMetrics behind = new TermMetrics(slow, id -> Optional.empty())) {
            for (int i = 0; i < 30_000; i++) {
                behind.wrote(1, Duration.ZERO);
            }
        }
        assertThat(slow.metrics()).isEmpty();
    }

    @Test
    void anEmitterThatFailsLosesThatMetricAlone() {
        HeardEmitter failing = new HeardEmitter() {
            private boolean failed;

            @Override
            public void emit(Event event) {
                if (!failed) {
                    failed = true;
                    throw new IllegalStateException("the test says so");
                }
                super.emit(event);
            }
        };
        try (TermMetrics lossy = new TermMetrics(failing, id -> Optional.empty())) {
            lossy.wrote(1, Duration.ZERO);
            lossy.wrote(2, Duration.ZERO);
            Awaitility.await().until(() -> !failing.metrics().isEmpty());
            assertThat(failing.metrics())
                    .extracting(metric -> metric.dimensions().get("writes"))
                    .containsExactly(2);
        }
    }
}
