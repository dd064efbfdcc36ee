package io.henge.kubernetes.connection;

import static io.henge.kubernetes.stub.BoundedWaits.result;
import static io.henge.kubernetes.stub.BoundedWaits.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.port.ClusterConnection;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.call.Verb;
import io.henge.kubernetes.stub.Deaf;
import io.henge.kubernetes.stub.ScriptedTasks;
import io.henge.kubernetes.stub.StubApiServer;
import io.henge.testkit.cluster.JobScript;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of requests, and of the silence of watches. */
class ApiMeterTest {
    @TempDir
    private Path dir;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<Duration> durations = new CopyOnWriteArrayList<>();
    private final List<Optional<Instant>> expiries = new CopyOnWriteArrayList<>();
    private final Attempt attempt = ScriptedTasks.attempt(new ClusterName("stub"), "henge", JobScript.ENDS_WELL);
    private StubApiServer server;
    private ClusterConnection cluster;

    @BeforeEach
    void open() throws Exception {
        server = new StubApiServer();
        cluster = new FabricClusterConnection(server.settings(dir), new ScriptedTasks(dir).jobs("owner"), new Meter());
    }

    private final class Meter implements ApiMeter {
        @Override
        public void answered(ClusterName name, Verb verb, int code, Duration took) {
            told.add(name + " " + verb.word() + " " + code);
            durations.add(took);
        }

        @Override
        public void reached(ClusterName name, @Nullable Instant expires) {
            expiries.add(Optional.ofNullable(expires));
        }
    }

    @AfterEach
    void close() {
        cluster.close();
        server.close();
    }

    private void connect() throws Exception {
        server.start();
        cluster.start(new Deaf());
        until(() -> told.stream().filter("stub watch 200"::equals).count() == 2
                && told.stream().filter("stub list 403"::equals).count() == 2
                && told.stream().filter("stub get 200"::equals).count() == 2);
        told.clear();
    }

    @Test
    void listsAndWatchesAreTold() throws Exception {
        server.start();
        cluster.start(new Deaf());
        until(() -> told.size() == 8);
        assertThat(told)
                .as("also of quotas and of nodes, which this server forbids, and of two namespaces")
                .containsExactlyInAnyOrder(
                        "stub list 200",
                        "stub list 200",
                        "stub watch 200",
                        "stub watch 200",
                        "stub list 403",
                        "stub list 403",
                        "stub get 200",
                        "stub get 200");
        assertThat(durations).allMatch(took -> !took.isNegative());
    }

    @Test
    void credentialsThatSayNothingOfTheirEndAreToldOnce() throws Exception {
        connect();
        assertThat(expiries).containsExactly(Optional.empty());
    }

    @Test
    void everyRequestIsToldWithItsVerbAndCode() throws Exception {
        connect();
        var launched = result(cluster.launch(attempt));
        assertThat(launched).isNotNull();
        server.answer(200, "{}");
        assertThat(result(cluster.delete(attempt.withJobUid("uid-1")))).isEmpty();
        server.answer(403, "{}");
        assertThat(result(cluster.delete(attempt.withJobUid("uid-1")))).isPresent();
        server.answer(404, "{}");
        assertThat(result(cluster.delete(attempt))).isEmpty();
        assertThat(told).containsExactly("stub create 201", "stub delete 200", "stub delete 403", "stub get 404");
    }

    @Test
    void aRequestWithoutAnAnswerIsToldToo() throws Exception {
        connect();
        server.close();
        var lost = result(cluster.launch(attempt));
        assertThat(lost).isNotNull();
        assertThat(told).contains("stub create " + ApiMeter.NO_ANSWER);
    }

    @Test
    void theAgeOfTheWatchesIsThatOfTheOneThatIsSilentForLonger() throws Exception {
        assertThat(cluster.watchAge()).isEmpty();
        connect();
        Duration silence = Duration.ofMillis(300);
        until(() -> cluster.watchAge().orElseThrow().compareTo(silence) > 0);
        server.endJobWatch();
        until(() -> told.contains("stub watch 200"));
        assertThat(cluster.watchAge().orElseThrow())
                .as("that of the watch of pods")
                .isGreaterThan(silence);
    }
}
