package io.henge.kubernetes.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Resources;
import io.henge.core.cluster.JobSighting;
import io.henge.core.port.ClusterConnection;
import io.henge.kubernetes.access.AccessReader;
import io.henge.kubernetes.access.ClientFactory;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.stub.Deaf;
import io.henge.kubernetes.stub.LocalCluster;
import io.henge.kubernetes.stub.RecordingProxy;
import io.henge.kubernetes.stub.ScriptedTasks;
import io.henge.testkit.cluster.ClusterConnectionContract;
import io.henge.testkit.cluster.JobScript;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept on a real Kubernetes. */
@Tag("real-cluster")
class FabricClusterConnectionTest extends ClusterConnectionContract {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path dir;

    @TempDir
    private Path templates;

    private static LocalCluster east;

    private static final Pattern SERVER = Pattern.compile("(?m)^( +)server: https://([^:]+):(\\d+)$");

    /** On the way to the cluster, so that it can be cut; there once somebody has connected. */
    private @Nullable RecordingProxy way;

    @BeforeAll
    static void up() throws Exception {
        east = LocalCluster.up(dir, "east");
    }

    @AfterEach
    void closeTheWay() throws Exception {
        if (way != null) {
            way.close();
        }
    }

    @AfterAll
    static void down() {
        east.close();
    }

    @Override
    protected ClusterConnection connect() throws Exception {
        String owner = UUID.randomUUID().toString();
        ClusterSettings settings = east.settings(owner, Duration.ofSeconds(10));
        Path direct = Objects.requireNonNull(settings.route().kubeconfig());
        if (way == null) {
            Matcher server = SERVER.matcher(Files.readString(direct));
            assertThat(server.find()).isTrue();
            way = new RecordingProxy(new InetSocketAddress(server.group(2), Integer.parseInt(server.group(3))));
            Files.writeString(kubeconfig(), server.replaceFirst("$0\n$1proxy-url: \"" + way.url() + "\""));
        }
        setReachable(true);
        return new FabricClusterConnection(
                new AccessReader(
                        east.settings(
                                kubeconfig(),
                                east.namespace(),
                                owner,
                                settings.route().requestTimeout()),
                        InstantSource.system()),
                new ScriptedTasks(templates).jobs(owner),
                ApiMeter.NONE,
                Duration.ofMillis(200));
    }

    private Path kubeconfig() {
        return templates.resolve("henge.yaml");
    }

    @Override
    protected void setReachable(boolean reachable) throws Exception {
        Objects.requireNonNull(way).block(!reachable);
    }

    @Override
    protected Attempt attempt(JobScript script) {
        return ScriptedTasks.attempt(new ClusterName("east"), east.namespace(), script);
    }

    @Override
    protected void limit(@Nullable Resources hard) throws Exception {
        ExecutorService http = Executors.newSingleThreadExecutor();
        try (Api admin =
                ClientFactory.open(east.adminSettings(east.namespace(), Duration.ofSeconds(10)), http, ApiMeter.NONE)) {
            String path = "api/v1/namespaces/" + east.namespace() + "/resourcequotas";
            if (hard == null) {
                admin.deleteAsync(path + "/room", Map.of()).get(20, TimeUnit.SECONDS);
                return;
            }
            TreeMap<String, String> keys = new TreeMap<>();
            hard.amounts()
                    .forEach((name, amount) ->
                            keys.put(name.contains("/") ? "requests." + name : name, amount.toString()));
            Api.Answer made = admin.post(
                    path,
                    Map.of(
                            "apiVersion",
                            "v1",
                            "kind",
                            "ResourceQuota",
                            "metadata",
                            Map.of("name", "room"),
                            "spec",
                            Map.of("hard", keys)));
            assertThat(made.code()).isEqualTo(201);
        } finally {
            http.shutdownNow();
        }
    }

    @Override
    protected void until(String what, BooleanSupplier condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(condition::getAsBoolean);
    }

    @Test
    void aJobThatIsSuspendedByHandIsSeenSoAndRunsAgainWhenThatIsLifted() throws Exception {
        Attempt attempt = attempt(JobScript.RUNS);
        JobName job = attempt.address().job();
        ExecutorService http = Executors.newSingleThreadExecutor();
        try (ClusterConnection cluster = connect();
                Api admin = ClientFactory.open(
                        east.adminSettings(east.namespace(), Duration.ofSeconds(10)), http, ApiMeter.NONE)) {
            cluster.start(new Deaf());
            until("the cluster is listed", cluster::synced);
            cluster.launch(attempt).toCompletableFuture().get(20, TimeUnit.SECONDS);
            until("it runs", () -> isIn(JobSighting.Phase.RUNNING, cluster.find(job)));
            suspend(admin, job, true);
            until(
                    "it is suspended",
                    () -> cluster.find(job).filter(JobSighting::isSuspended).isPresent());
            assertThat(cluster.find(job).map(JobSighting::phase)).contains(JobSighting.Phase.PENDING);
            suspend(admin, job, false);
            until("it runs again", () -> isIn(JobSighting.Phase.RUNNING, cluster.find(job)));
        } finally {
            http.shutdownNow();
        }
    }

    private static boolean isIn(JobSighting.Phase phase, Optional<JobSighting> seen) {
        assertThat(seen.map(JobSighting::phase)).isNotEqualTo(Optional.of(JobSighting.Phase.ENDED));
        return seen.filter(job -> job.phase() == phase).isPresent();
    }

    /** As {@code kubectl patch} does. */
    private static void suspend(Api admin, JobName job, boolean suspended) throws Exception {
        String path = "apis/batch/v1/namespaces/" + east.namespace() + "/jobs/" + job;
        assertThat(admin.patch(path, Map.of("spec", Map.of("suspend", suspended)))
                        .code())
                .isEqualTo(200);
    }
}
