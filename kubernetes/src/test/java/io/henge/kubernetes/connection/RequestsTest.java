package io.henge.kubernetes.connection;

import static io.henge.kubernetes.stub.BoundedWaits.result;
import static io.henge.kubernetes.stub.BoundedWaits.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ApiFailure.Kind;
import io.henge.core.cluster.LaunchResult;
import io.henge.core.port.ClusterConnection;
import io.henge.kubernetes.access.ApiRoute;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.stub.ScriptedTasks;
import io.henge.kubernetes.stub.StubApiServer;
import io.henge.testkit.cluster.JobScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which requests a connection sends, and what it makes of bad answers and of none. */
class RequestsTest {
    private static final JobName SEEN = new JobName("seen-1");
    static final String JOB = """
            {"kind":"Job","apiVersion":"batch/v1","metadata":{"name":"seen-1","namespace":"henge","uid":"u1",
             "resourceVersion":"9","labels":{"henge.io/owner":"owner"}},"spec":{},"status":{}}
            """;

    static final String POD = """
            {"kind":"Pod","apiVersion":"v1","metadata":{"name":"seen-1-x","namespace":"henge","uid":"p1",
             "labels":{"job-name":"seen-1"},
             "ownerReferences":[{"kind":"Job","apiVersion":"batch/v1","name":"seen-1","uid":"u1"}]},
             "spec":{"containers":[{"name":"sidecar"},{"name":"main"}]},"status":{"phase":"Running"}}
            """;

    @TempDir
    private Path dir;

    private StubApiServer server;
    private ClusterConnection cluster;
    private final Attempt attempt = ScriptedTasks.attempt(new ClusterName("stub"), "henge", JobScript.ENDS_WELL);
    private final Set<JobName> changed = ConcurrentHashMap.newKeySet();
    private final List<Boolean> troubles = new CopyOnWriteArrayList<>();
    private final AtomicInteger listed = new AtomicInteger();

    @BeforeEach
    void open() throws Exception {
        server = new StubApiServer();
        cluster =
                new FabricClusterConnection(server.settings(dir), new ScriptedTasks(dir).jobs("owner"), ApiMeter.NONE);
    }

    @AfterEach
    void close() {
        cluster.close();
        server.close();
    }

    private void connect() {
        cluster.start(new ClusterConnection.Watcher() {
            @Override
            public void answers(ClusterName name) {}

            @Override
            public void offerRead(ClusterName name) {}

            @Override
            public void jobChanged(ClusterName name, JobName job) {
                changed.add(job);
            }

            @Override
            public void clusterChanged(ClusterName name) {
                troubles.add(cluster.trouble().isPresent());
                if (cluster.synced()) {
                    listed.incrementAndGet();
                }
            }
        });
    }

    private void connectAndSync() throws Exception {
        server.start();
        connect();
        until(cluster::synced);
    }

    private Kind refusal() throws Exception {
        LaunchResult result = result(cluster.launch(attempt));
        assertThat(result).isInstanceOf(LaunchResult.NotLaunched.class);
        return ((LaunchResult.NotLaunched) result).failure().kind();
    }

    private String jobsPath() {
        return "/apis/batch/v1/namespaces/henge/jobs";
    }

    private String jobPath() {
        return jobsPath() + "/" + attempt.address().job();
    }

    @Test
    void aLaunchIsOnePostAndADeleteIsOneDelete() throws Exception {
        connectAndSync();
        assertThat(result(cluster.launch(attempt))).isEqualTo(new LaunchResult.Launched("uid-1"));
        server.answer(200, "{}");
        assertThat(result(cluster.delete(attempt.withJobUid("uid-1")))).isEmpty();
        assertThat(server.calls()).containsExactly("POST " + jobsPath(), "DELETE " + jobPath());
    }

    @Test
    void theWatchesListOnceAndNeverFromAStaleCache() throws Exception {
        connectAndSync();
        assertThat(server.lists())
                .hasSize(2)
                .allSatisfy(list ->
                        assertThat(list).contains("henge.io%2Fowner%3Downer").doesNotContain("resourceVersion"));
    }

    @Test
    void aJobWithOurLabelIsShownWhateverItsName() throws Exception {
        JobName dotted = new JobName("made.by.hand");
        server.listJobs(JOB.replace("seen-1", dotted.value()));
        connectAndSync();
        assertThat(cluster.jobs()).containsExactly(dotted);
        assertThat(cluster.find(dotted)).isPresent();
        until(() -> listed.get() > 0);
        assertThat(result(cluster.delete(dotted, "u1"))).isEmpty();
        assertThat(server.calls()).containsExactly("DELETE " + jobsPath() + "/made.by.hand");
    }

    @Test
    void aFailedLaunchIsNotSentAgain() throws Exception {
        connectAndSync();
        server.answer(500, "{\"kind\":\"Status\",\"message\":\"etcd is slow\"}");
        assertThat(refusal()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        server.answer(429, "{\"kind\":\"Status\",\"message\":\"too many\"}");
        assertThat(refusal()).isEqualTo(Kind.TRANSIENT);
        server.answer(503, "no upstream");
        assertThat(refusal()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(server.calls()).hasSize(3);
    }

    @Test
    void aServerThatThrottlesIsLeftAloneForAsLongAsItAsks() throws Exception {
        connectAndSync();
        server.throttle("POST", "/jobs", Duration.ofSeconds(1));
        LaunchResult throttled = result(cluster.launch(attempt));
        long answered = System.nanoTime();
        assertThat(throttled).isInstanceOfSatisfying(LaunchResult.NotLaunched.class, not -> {
            assertThat(not.failure().kind()).isEqualTo(Kind.TRANSIENT);
            assertThat(not.failure().retryAfter()).isEqualTo(Duration.ofSeconds(1));
        });
        assertThat(result(cluster.delete(attempt.withJobUid("uid-1")))).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - answered)).isGreaterThan(Duration.ofMillis(900));
        assertThat(server.calls()).containsExactly("POST " + jobsPath(), "DELETE " + jobPath());
    }

    @Test
    void anAnswerThatDoesNotSayWhichJobWasMadeLeavesThatUnknown() throws Exception {
        connectAndSync();
        server.answer("POST", "/jobs", 201, "{\"kind\":\"Job\"}");
        assertThat(refusal()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        server.answer("POST", "/jobs", 201, "{\"kind\":\"Job\",\"metadata\":{}}");
        assertThat(refusal()).isEqualTo(Kind.OUTCOME_UNKNOWN);
    }

    @Test
    void aJobThatIsInTheWayAndGoneAgainIsTriedAgainLater() throws Exception {
        connectAndSync();
        server.answer("POST", "/jobs", 409, "{\"kind\":\"Status\",\"message\":\"exists\"}");
        server.answer("GET", "/jobs/", 404, "{\"kind\":\"Status\",\"message\":\"not found\"}");
        assertThat(refusal()).isEqualTo(Kind.TRANSIENT);
        assertThat(server.calls()).containsExactly("POST " + jobsPath(), "GET " + jobPath());
    }

    @Test
    void aJobThatIsInTheWayAndCannotBeLookedAtMayBeTheAttemptsOwn() throws Exception {
        connectAndSync();
        server.answer("POST", "/jobs", 409, "{\"kind\":\"Status\",\"message\":\"exists\"}");
        server.answer("GET", "/jobs/", 403, "{\"kind\":\"Status\",\"message\":\"forbidden\"}");
        assertThat(refusal()).isEqualTo(Kind.OUTCOME_UNKNOWN);
    }

    @Test
    void aJobOfAnotherUidIsLeftAlone() throws Exception {
        connectAndSync();
        server.answer(409, "{\"kind\":\"Status\",\"message\":\"the UID in the precondition does not match\"}");
        assertThat(result(cluster.delete(attempt.withJobUid("another")))).isEmpty();
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    void aServerThatRefusesConnectionsHasNotLaunchedAnything() throws Exception {
        connectAndSync();
        server.close();
        assertThat(refusal()).isIn(Kind.TRANSIENT, Kind.OUTCOME_UNKNOWN);
        assertThat(refusal()).isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void aClusterThatIsDeadAtTheStartIsTakenUpWhenItAppears() throws Exception {
        server.listJobs(JOB);
        connect();
        until(() -> troubles.contains(true));
        assertThat(cluster.trouble().orElseThrow()).contains("cluster[stub]").contains("could not be reached");
        assertThat(cluster.synced()).isFalse();
        assertThat(cluster.find(SEEN)).isEmpty();
        server.start();
        until(cluster::synced);
        assertThat(cluster.find(SEEN)).isPresent();
        until(() -> listed.get() > 0);
        until(() -> cluster.trouble().isEmpty());
    }

    @Test
    void aClusterThatRefusesUsIsTakenUpOnceItDoesNot() throws Exception {
        server.requireToken("another");
        server.start();
        connect();
        until(() -> cluster.trouble().isPresent());
        assertThat(cluster.trouble().orElseThrow())
                .contains("cluster[stub] in namespace[henge] cannot be watched. The API server answered 401: Unauthor");
        server.requireToken("secret");
        until(cluster::synced);
    }

    /** Connects with a kubeconfig that has {@code part} replaced; the trouble that comes of it. */
    private String troubleWith(String part, String replacement) throws Exception {
        Path kubeconfig = dir.resolve("stub.yaml");
        Files.writeString(kubeconfig, Files.readString(kubeconfig).replace(part, replacement));
        connect();
        until(() -> cluster.trouble().isPresent());
        assertThat(refusal()).isEqualTo(Kind.TRANSIENT);
        return cluster.trouble().orElseThrow().replace(dir + "/", "");
    }

    @Test
    void aCertificateThatIsNotThereIsTold() throws Exception {
        assertThat(troubleWith("server: \"http:", "certificate-authority: absent.pem, server: \"https:"))
                .isEqualTo(
                        "druid.indexer.runner.clusters[0].kubeconfigPath: stub.yaml: its "
                                + "certificate-authority[absent.pem] does not exist. Give a file that the Overlord's user can read.");
    }

    @Test
    void aCertificateThatIsNoneIsTold() throws Exception {
        assertThat(troubleWith("token: secret", "client-certificate-data: bm9uZQ==, client-key-data: bm9uZQ=="))
                .isEqualTo("druid.indexer.runner.clusters[0]: no client can be made of stub.yaml: "
                        + "its client-certificate is none. Expected PEM with a CERTIFICATE.");
    }

    @Test
    void aWatchThatBreaksComesBack() throws Exception {
        connectAndSync();
        server.sendJobEvent("{\"type\":\"ADDED\",\"object\":" + JOB + "}");
        until(() -> cluster.find(SEEN).isPresent() && changed.contains(SEEN));
        server.endJobWatch();
        server.sendJobEvent("{\"type\":\"DELETED\",\"object\":" + JOB + "}");
        until(() -> cluster.find(SEEN).isEmpty());
    }

    @Test
    void aWatchThatIsTooFarBehindListsAgain() throws Exception {
        connectAndSync();
        server.listJobs(JOB);
        server.sendJobEvent("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":410,"
                + "\"message\":\"too old resource version\"}}");
        until(() -> cluster.find(SEEN).isPresent());
    }

    @Test
    void theNextWatchGoesOnWhereTheLastBookmarkLeftOff() throws Exception {
        connectAndSync();
        server.sendJobEvent("{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"Job\",\"apiVersion\":\"batch/v1\","
                + "\"metadata\":{\"resourceVersion\":\"42\"}}}");
        server.endJobWatch();
        until(() -> server.watches().stream()
                .anyMatch(watch -> watch.contains("/jobs") && watch.contains("resourceVersion=42")));
        assertThat(server.lists()).hasSize(2);
        assertThat(server.watches())
                .allSatisfy(watch ->
                        assertThat(watch).contains("allowWatchBookmarks=true").contains("timeoutSeconds=120"));
    }

    @Test
    void aTokenThatWasRenewedInTheKubeconfigIsTakenUp() throws Exception {
        connectAndSync();
        Path kubeconfig = dir.resolve("stub.yaml");
        server.requireToken("renewed");
        assertThat(refusal()).isEqualTo(Kind.FORBIDDEN);
        Files.writeString(kubeconfig, Files.readString(kubeconfig).replace("secret", "renewed"));
        untilLaunched();
    }

    private void untilLaunched() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(result(cluster.launch(attempt))).isEqualTo(new LaunchResult.Launched("uid-1")));
    }

    @Test
    void threadsDoNotGrowWithTasks() throws Exception {
        connectAndSync();
        // No more at a time than a slow machine answers before they have waited too long.
        for (int round = 0; round < 10; round++) {
            List<CompletionStage<LaunchResult>> launches = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                launches.add(cluster.launch(attempt));
            }
            for (CompletionStage<LaunchResult> launch : launches) {
                assertThat(result(launch)).isEqualTo(new LaunchResult.Launched("uid-1"));
            }
        }
        assertThat(threads()).hasSizeLessThanOrEqualTo(14);
        assertThat(server.calls()).hasSize(300);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("henge-stub-"))
                .toList();
    }

    @Test
    void aServerThatIsGoneForAWhileIsWatchedAgain() throws Exception {
        connectAndSync();
        server.close();
        until(() -> troubles.contains(true));
        server.listJobs(JOB);
        server.start();
        server.sendJobEvent("{\"type\":\"ADDED\",\"object\":" + JOB + "}");
        until(() -> cluster.find(SEEN).isPresent());
        until(() -> troubles.lastIndexOf(false) > troubles.indexOf(true));
        until(() -> cluster.trouble().isEmpty());
    }

    @Test
    void aBrokenKubeconfigIsToldAndTakenUpOnceItIsMended() throws Exception {
        server.start();
        ClusterSettings good = server.settings(dir);
        Path kubeconfig = dir.resolve("late.yaml");
        cluster.close();
        cluster = new FabricClusterConnection(
                new ClusterSettings(
                        good.key(),
                        good.name(),
                        new ApiRoute(
                                kubeconfig,
                                null,
                                good.route().requestTimeout(),
                                good.route().proxy()),
                        good.namespace(),
                        good.owner(),
                        false),
                new ScriptedTasks(dir).jobs("owner"),
                ApiMeter.NONE);
        connect();
        until(() -> cluster.trouble().isPresent());
        assertThat(cluster.trouble().orElseThrow())
                .contains("druid.indexer.runner.clusters[0].kubeconfigPath")
                .contains("late.yaml does not exist");
        assertThat(refusal()).isEqualTo(Kind.TRANSIENT);
        Files.copy(dir.resolve("stub.yaml"), kubeconfig);
        until(cluster::synced);
        assertThat(cluster.trouble()).isEmpty();
    }

    @Test
    void closingEndsCallsAndThreads() throws Exception {
        connectAndSync();
        cluster.close();
        assertThat(refusal()).isEqualTo(Kind.TRANSIENT);
        Optional<ApiFailure> log = result(cluster.copyLog(SEEN, Duration.ofSeconds(1), stream -> {}));
        assertThat(log).isPresent();
        assertThat(threads()).isEmpty();
    }
}
