package io.henge.kubernetes.connection;

import static io.henge.kubernetes.stub.BoundedWaits.result;
import static io.henge.kubernetes.stub.BoundedWaits.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.LaunchResult;
import io.henge.core.port.ClusterConnection;
import io.henge.kubernetes.access.AccessReader;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.access.Confinement;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.stub.Deaf;
import io.henge.kubernetes.stub.ScriptedTasks;
import io.henge.kubernetes.stub.StubApiServer;
import io.henge.kubernetes.stub.StubSettings;
import io.henge.testkit.cluster.JobScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A connection to a stub API server whose kubeconfig is written anew while it is there. */
abstract class ReloadedConnection {
    static final JobName JOB = new JobName("one");
    static final String ONE = """
            {"metadata":{"name":"one","uid":"u1","resourceVersion":"5","labels":{"henge.io/owner":"owner"}},"spec":{}}
            """;

    @TempDir
    Path dir;

    final Attempt attempt = ScriptedTasks.attempt(new ClusterName("stub"), "henge", JobScript.ENDS_WELL);
    StubApiServer server;

    @Nullable
    ClusterConnection cluster;

    @BeforeEach
    void make() throws Exception {
        server = new StubApiServer();
        server.listJobs(ONE);
    }

    @AfterEach
    void close() {
        if (cluster != null) {
            cluster.close();
        }
        server.close();
    }

    /** Replaced at once, as Kubernetes does with what it mounts. */
    Path file(String name, String content) throws IOException {
        Path file = Files.writeString(dir.resolve(name + ".new"), content);
        return Files.move(file, dir.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void kubeconfig(String url, String user) throws IOException {
        kubeconfig("server: \"" + url + "\"", user, "one");
    }

    void kubeconfig(String clusterOne, String user, String current) throws IOException {
        file("stub.yaml", text(clusterOne, user, current));
    }

    static String text(String clusterOne, String user, String current) {
        return """
                kind: Config
                current-context: %s
                contexts:
                  - {name: one, context: {cluster: one, user: one}}
                  - {name: none, context: {cluster: none, user: one}}
                clusters:
                  - {name: one, cluster: {%s}}
                  - {name: none, cluster: {server: "http://127.0.0.1:1"}}
                users: [{name: one, user: {%s}}]
                """.formatted(current, clusterOne, user);
    }

    /** As an entry has it that came in while the Overlord ran. */
    static ClusterSettings given(String key, String kubeconfig) {
        ClusterSettings plain = StubSettings.of(null, null, Duration.ofSeconds(5));
        Confinement trust = new Confinement(kubeconfig, null, false, false);
        return new ClusterSettings(
                key, plain.name(), plain.route().confined(null, trust), plain.namespace(), plain.owner(), false);
    }

    ClusterConnection connect(@Nullable Path kubeconfig, @Nullable String context) throws Exception {
        ClusterSettings settings = StubSettings.of(kubeconfig, context, Duration.ofSeconds(5));
        return connect(() -> settings);
    }

    ClusterConnection connect(Supplier<ClusterSettings> settings) throws Exception {
        ClusterConnection made = new FabricClusterConnection(
                new AccessReader(settings, InstantSource.system()),
                new ScriptedTasks(dir).jobs("owner"),
                ApiMeter.NONE,
                Duration.ofMillis(100));
        cluster = made;
        made.start(new Deaf());
        return made;
    }

    ClusterConnection connectAndSync() throws Exception {
        ClusterConnection made = connect(dir.resolve("stub.yaml"), null);
        until(made::synced);
        untilWatched();
        return made;
    }

    void untilWatched() {
        until(() -> server.watches().size() >= 2);
    }

    static void untilLaunched(ClusterConnection cluster, Attempt attempt) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(result(cluster.launch(attempt))).isEqualTo(new LaunchResult.Launched("uid-1")));
    }
}
