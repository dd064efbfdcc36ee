package io.henge.kubernetes.connection;

import static io.henge.kubernetes.stub.BoundedWaits.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.cluster.ApiFailure.Kind;
import io.henge.core.cluster.LaunchResult;
import io.henge.kubernetes.access.ApiRoute;
import io.henge.kubernetes.access.ClientFactory;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.access.ProxySettings;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.job.Payload;
import io.henge.kubernetes.job.Shipments;
import io.henge.kubernetes.job.Shipped;
import io.henge.kubernetes.stub.ScriptedTasks;
import io.henge.kubernetes.stub.StubApiServer;
import io.henge.testkit.cluster.JobScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which order a launch with Secrets sends its requests, and what is left after a failure. */
class SecretRequestsTest {
    private static final String SECRETS = "/api/v1/namespaces/henge/secrets";
    private static final String JOBS = "/apis/batch/v1/namespaces/henge/jobs";
    private static final String REFUSAL = "{\"kind\":\"Status\",\"message\":\"no\"}";

    @TempDir
    private Path dir;

    private final Attempt attempt = ScriptedTasks.attempt(new ClusterName("stub"), "henge", JobScript.ENDS_WELL);
    private final String secret = attempt.address().job() + "-0";
    private final ExecutorService http = Executors.newSingleThreadExecutor();
    private StubApiServer server;
    private Shipments shipments = task -> Shipped.task(task.task().value())
            .payload("AAAA", Payload.Way.SECRET)
            .pack();

    @BeforeEach
    void start() throws Exception {
        server = new StubApiServer().start();
    }

    @AfterEach
    void stop() {
        server.close();
        http.shutdownNow();
    }

    private LaunchResult launch() throws Exception {
        JobCalls calls = new JobCalls(new ScriptedTasks(dir, shipments).jobs("owner"), "owner");
        try (Api api = ClientFactory.open(server.settings(dir), http, ApiMeter.NONE)) {
            return result(calls.launch(new Exchange(api, () -> false), attempt));
        }
    }

    private static Kind kind(LaunchResult result) {
        return ((LaunchResult.NotLaunched) result).failure().kind();
    }

    @Test
    void nothingMoreIsSentOnceNobodyWaits() throws Exception {
        JobCalls calls = new JobCalls(new ScriptedTasks(dir, shipments).jobs("owner"), "owner");
        try (Api api = ClientFactory.open(server.settings(dir), http, ApiMeter.NONE)) {
            AtomicInteger asked = new AtomicInteger();
            result(calls.launch(new Exchange(api, () -> asked.incrementAndGet() > 1), attempt));
        }
        assertThat(server.calls()).singleElement().asString().startsWith("POST").endsWith("/secrets");
    }

    @Test
    void aSecretIsMadeBeforeItsJobAndThenOwnedByIt() throws Exception {
        assertThat(launch()).isEqualTo(new LaunchResult.Launched("uid-1"));
        assertThat(server.calls())
                .containsExactly("POST " + SECRETS, "POST " + JOBS, "PATCH " + SECRETS + "/" + secret);
        assertThat(server.bodies().get(2))
                .contains("\"ownerReferences\":[{")
                .contains("\"uid\":\"uid-1\"")
                .contains("\"name\":\"" + attempt.address().job() + "\"");
    }

    @Test
    void aSecretOfAnEarlierTryIsTaken() throws Exception {
        server.answer("POST", "/secrets", 409, REFUSAL);
        assertThat(launch()).isInstanceOf(LaunchResult.Launched.class);
        assertThat(server.calls()).endsWith("PATCH " + SECRETS + "/" + secret);
    }

    @Test
    void withoutItsSecretThereIsNoJob() throws Exception {
        server.answer("POST", "/secrets", 403, REFUSAL);
        assertThat(kind(launch())).isEqualTo(Kind.FORBIDDEN);
        assertThat(server.calls()).containsExactly("POST " + SECRETS);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 422, 429})
    void aJobThatCertainlyWasNotMadeLeavesNoSecret(int code) throws Exception {
        server.answer("POST", "/jobs", code, REFUSAL);
        assertThat(launch())
                .isInstanceOfSatisfying(
                        LaunchResult.NotLaunched.class,
                        not -> assertThat(not.failure().certainlyNoEffect()).isTrue());
        assertThat(server.calls()).endsWith("DELETE " + SECRETS + "/" + secret);
    }

    @Test
    void aJobThatMayHaveBeenMadeKeepsItsSecret() throws Exception {
        server.answer("POST", "/jobs", 503, REFUSAL);
        assertThat(kind(launch())).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(server.calls()).containsExactly("POST " + SECRETS, "POST " + JOBS);
    }

    @Test
    void aSecretThatCannotBeGivenAwayDoesNotHarmTheLaunch() throws Exception {
        server.answer("PATCH", "/secrets", 403, REFUSAL);
        assertThat(launch()).isInstanceOf(LaunchResult.Launched.class);
    }

    @Test
    void whatCannotBePackedNowIsTriedAgainAndWhatNeverCanIsNot() throws Exception {
        shipments = task -> {
            throw JobRefusedException.forNow("Deep storage is down", null);
        };
        assertThat(kind(launch())).isEqualTo(Kind.TRANSIENT);
        shipments = task -> {
            throw new JobRefusedException("No such task");
        };
        assertThat(kind(launch())).isEqualTo(Kind.INVALID);
        assertThat(server.calls()).isEmpty();
    }

    @Test
    void requestsGoThroughTheClustersOwnProxy() throws Exception {
        ClusterSettings direct = server.settings(dir);
        ClusterSettings proxied = new ClusterSettings(
                direct.key(),
                direct.name(),
                new ApiRoute(
                        Files.writeString(
                                dir.resolve("far.yaml"),
                                Files.readString(dir.resolve("stub.yaml")).replace(server.url(), "http://far.invalid")),
                        null,
                        Duration.ofSeconds(5),
                        new ProxySettings(false, server.url(), null, List.of(), null, null)),
                direct.namespace(),
                direct.owner(),
                false);
        try (Api api = ClientFactory.open(proxied, http, ApiMeter.NONE)) {
            assertThat(api.get("version").code()).isEqualTo(201);
        }
        assertThat(server.calls()).containsExactly("GET http://far.invalid/version");
    }
}
