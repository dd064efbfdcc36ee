package io.henge.kubernetes.connection;

import static io.henge.kubernetes.stub.BoundedWaits.result;
import static io.henge.kubernetes.stub.BoundedWaits.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.ClusterIdentity;
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
import io.henge.kubernetes.stub.SystemProperties;
import io.henge.kubernetes.stub.TestCertificate;
import io.henge.testkit.cluster.JobScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials that change while a connection lives: the API server knows only the newest. */
class ReloadTest {
    private static final JobName JOB = new JobName("one");
    private static final String ONE = """
            {"metadata":{"name":"one","uid":"u1","resourceVersion":"5","labels":{"henge.io/owner":"owner"}},"spec":{}}
            """;

    @TempDir
    private Path dir;

    private final Attempt attempt = ScriptedTasks.attempt(new ClusterName("stub"), "henge", JobScript.ENDS_WELL);
    private StubApiServer server;
    private @Nullable ClusterConnection cluster;

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
    private Path file(String name, String content) throws IOException {
        Path file = Files.writeString(dir.resolve(name + ".new"), content);
        return Files.move(file, dir.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void kubeconfig(String url, String user) throws IOException {
        kubeconfig("server: \"" + url + "\"", user, "one");
    }

    private void kubeconfig(String clusterOne, String user, String current) throws IOException {
        file("stub.yaml", text(clusterOne, user, current));
    }

    private static String text(String clusterOne, String user, String current) {
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
    private static ClusterSettings given(String key, String kubeconfig) {
        ClusterSettings plain = StubSettings.of(null, null, Duration.ofSeconds(5));
        Confinement trust = new Confinement(kubeconfig, null, false, false);
        return new ClusterSettings(
                key, plain.name(), plain.route().confined(null, trust), plain.namespace(), plain.owner(), false);
    }

    private ClusterConnection connect(@Nullable Path kubeconfig, @Nullable String context) throws Exception {
        ClusterSettings settings = StubSettings.of(kubeconfig, context, Duration.ofSeconds(5));
        return connect(() -> settings);
    }

    private ClusterConnection connect(Supplier<ClusterSettings> settings) throws Exception {
        ClusterConnection made = new FabricClusterConnection(
                new AccessReader(settings, InstantSource.system()),
                new ScriptedTasks(dir).jobs("owner"),
                ApiMeter.NONE,
                Duration.ofMillis(100));
        cluster = made;
        made.start(new Deaf());
        return made;
    }

    private ClusterConnection connectAndSync() throws Exception {
        ClusterConnection made = connect(dir.resolve("stub.yaml"), null);
        until(made::synced);
        untilWatched();
        return made;
    }

    private void untilWatched() {
        until(() -> server.watches().size() >= 2);
    }

    private static void untilLaunched(ClusterConnection cluster, Attempt attempt) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(result(cluster.launch(attempt))).isEqualTo(new LaunchResult.Launched("uid-1")));
    }

    @Test
    void aTokenFileIsReadAgainAndNothingIsListedAnew() throws Exception {
        server.start();
        file("token", "secret\n");
        kubeconfig(server.url(), "tokenFile: token");
        ClusterConnection connection = connectAndSync();
        server.requireToken("renewed");
        assertThat(result(connection.launch(attempt))).isInstanceOf(LaunchResult.NotLaunched.class);
        file("token", "renewed\n");
        untilLaunched(connection, attempt);
        server.endJobWatch();
        until(() -> server.watches().size() >= 3);
        assertThat(connection.trouble()).isEmpty();
        assertThat(connection.warning()).isEmpty();
        assertThat(server.lists()).hasSize(2);
    }

    @Test
    void anInlineTokenIsReadAgain() throws Exception {
        server.start();
        kubeconfig(server.url(), "token: secret");
        ClusterConnection connection = connectAndSync();
        server.requireToken("renewed");
        kubeconfig(server.url(), "token: renewed");
        untilLaunched(connection, attempt);
        assertThat(server.lists()).hasSize(2);
    }

    @Test
    void clientCertificatesAreReadAgain() throws Exception {
        TestCertificate authority = TestCertificate.make(dir, "server");
        TestCertificate first = TestCertificate.make(dir, "first");
        TestCertificate second = TestCertificate.make(dir, "second");
        server.start(authority.server());
        server.requireCertificate(first.certificate());
        file("ca.pem", authority.certificatePem());
        file("client.pem", first.certificatePem());
        file("client.key", first.keyPem());
        kubeconfig(
                "server: \"https://127.0.0.1:" + server.port() + "\", certificate-authority: ca.pem",
                "client-certificate: client.pem, client-key: client.key",
                "one");
        ClusterConnection connection = connectAndSync();
        untilLaunched(connection, attempt);
        server.requireCertificate(second.certificate());
        file("client.key", second.keyPem());
        file("client.pem", second.certificatePem());
        untilLaunched(connection, attempt);
        until(() -> server.lists().size() >= 4 && connection.trouble().isEmpty());
        assertThat(connection.find(JOB)).isPresent();
    }

    @Test
    void aCredentialPluginIsAskedAgainWhenItsTokenIsRefused() throws Exception {
        server.start();
        file("token", "secret");
        Path plugin = file("plugin.sh", """
                #!/bin/sh
                echo run >> "$0.runs"
                cat <<END
                {"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"$(cat "$1")"}}
                END
                """);
        assertThat(plugin.toFile().setExecutable(true)).isTrue();
        kubeconfig(
                server.url(),
                "exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin.sh, args: [\"" + dir
                        + "/token\"]}");
        ClusterConnection connection = connectAndSync();
        untilLaunched(connection, attempt);
        assertThat(Files.readAllLines(dir.resolve("plugin.sh.runs"))).hasSize(1);
        file("token", "renewed");
        server.requireToken("renewed");
        untilLaunched(connection, attempt);
        assertThat(connection.warning()).isEmpty();
    }

    @Test
    void aServiceAccountsTokenIsReadAgain() throws Exception {
        TestCertificate authority = TestCertificate.make(dir, "server");
        server.start(authority.server());
        file("ca.crt", authority.certificatePem());
        file("token", "secret");
        try (SystemProperties pod = new SystemProperties()) {
            pod.set("kubernetes.auth.tryKubeConfig", "false");
            pod.set("KUBERNETES_SERVICE_HOST", "127.0.0.1");
            pod.set("KUBERNETES_SERVICE_PORT", Integer.toString(server.port()));
            pod.set("kubernetes.certs.ca.file", dir.resolve("ca.crt").toString());
            pod.set("kubernetes.auth.serviceAccount.token", dir.resolve("token").toString());
            ClusterConnection connection = connect(null, null);
            until(connection::synced);
            server.requireToken("renewed");
            file("token", "renewed");
            untilLaunched(connection, attempt);
            Files.delete(dir.resolve("token"));
            until(() -> connection.warning().isPresent());
            assertThat(connection.warning().orElseThrow())
                    .isEqualTo("druid.indexer.runner.clusters[0] leads to the pod's service account: its tokenFile["
                            + dir.resolve("token")
                            + "] does not exist. Give a file that the Overlord's user can read.");
            untilLaunched(connection, attempt);
        }
    }

    @Test
    void anotherServerIsTurnedToAndListedAnew() throws Exception {
        server.start();
        kubeconfig(server.url(), "token: secret");
        ClusterConnection connection = connectAndSync();
        try (StubApiServer moved = new StubApiServer()) {
            moved.listJobs(ONE.replace("u1", "u2"));
            moved.start();
            kubeconfig(moved.url(), "token: secret");
            until(() -> connection
                    .find(JOB)
                    .filter(job -> job.jobUid().equals("u2"))
                    .isPresent());
            assertThat(connection.synced()).isTrue();
            int before = server.calls().size();
            untilLaunched(connection, attempt);
            assertThat(moved.calls()).isNotEmpty();
            assertThat(server.calls()).hasSize(before);
        }
    }

    @Test
    void aKubeconfigThatLeadsToAnotherClusterIsNotFollowed() throws Exception {
        server.start();
        kubeconfig(server.url(), "token: secret");
        ClusterConnection connection = connectAndSync();
        assertThat(connection.identity()).isEqualTo(new ClusterIdentity("uid-kube-system", "uid-henge"));
        try (StubApiServer other = new StubApiServer()) {
            other.become("other");
            other.start();
            kubeconfig(other.url(), "token: secret");
            until(() -> connection.warning().isPresent());
            assertThat(connection.warning().orElseThrow())
                    .startsWith("druid.indexer.runner.clusters[0]")
                    .contains("leads to another cluster now (kube-system=other-kube-system) than before");
            untilLaunched(connection, attempt);
            assertThat(other.calls()).isEmpty();
            assertThat(other.lists()).isEmpty();
            other.become("uid");
            until(() -> connection.warning().isEmpty());
            untilLaunched(connection, attempt);
            until(() -> !other.calls().isEmpty());
        }
    }

    @Test
    void anEntryThatSaysAnotherKubeconfigIsFollowedOnlyIfThatLeadsToTheSameCluster() throws Exception {
        server.start();
        AtomicReference<ClusterSettings> entry = new AtomicReference<>(
                given("Secret[one]", text("server: \"" + server.url() + "\"", "token: secret", "one")));
        ClusterConnection connection = connect(entry::get);
        until(connection::synced);
        untilWatched();
        try (StubApiServer other = new StubApiServer()) {
            other.become("other");
            other.start();
            String there = text("server: \"" + other.url() + "\"", "token: secret", "one");
            entry.set(given("Secret[two]", there));
            until(() -> connection.warning().isPresent());
            assertThat(connection.warning().orElseThrow())
                    .startsWith("Secret[two] leads to another cluster now (kube-system=other-kube-system) than before");
            untilLaunched(connection, attempt);
            assertThat(other.lists()).isEmpty();
            entry.set(given("Secret[two]", "kind: Pod"));
            until(() -> !connection.warning().orElse("leads").contains("leads"));
            untilLaunched(connection, attempt);
            other.become("uid");
            entry.set(given("Secret[two]", there));
            until(() -> connection.warning().isEmpty());
            until(() -> other.lists().size() >= 2);
        }
    }

    @Test
    void aKubeconfigThatLeadsNowhereIsNotFollowed() throws Exception {
        server.start();
        kubeconfig(server.url(), "token: secret");
        ClusterConnection connection = connectAndSync();
        kubeconfig("http://127.0.0.1:1", "token: secret");
        until(() -> connection.warning().isPresent());
        assertThat(connection.warning().orElseThrow()).contains("is not followed before it is known");
        untilLaunched(connection, attempt);
    }

    @Test
    void aKubeconfigThatLeadsWhereNobodySaysWhichClusterItIsIsNotFollowed() throws Exception {
        server.start();
        kubeconfig(server.url(), "token: secret");
        ClusterConnection connection = connectAndSync();
        try (StubApiServer other = new StubApiServer()) {
            other.answer("GET", "api/v1/namespaces/kube-system", 403, "{}");
            other.answer("GET", "api/v1/namespaces/henge", 404, "{}");
            other.start();
            kubeconfig(other.url(), "token: secret");
            until(() -> connection.warning().isPresent());
            assertThat(connection.warning().orElseThrow())
                    .contains("it may not be read which cluster that is, and is not followed");
            untilLaunched(connection, attempt);
            assertThat(other.lists()).isEmpty();
        }
    }

    @Test
    void withoutTheRightToAskAnyWayIsFollowed() throws Exception {
        server.answer("GET", "api/v1/namespaces/kube-system", 403, "{}");
        server.answer("GET", "api/v1/namespaces/henge", 403, "{}");
        server.start();
        kubeconfig(server.url(), "token: secret");
        ClusterConnection connection = connectAndSync();
        assertThat(connection.identity().isNone()).isTrue();
        try (StubApiServer moved = new StubApiServer()) {
            moved.start();
            kubeconfig(moved.url(), "token: secret");
            until(() -> moved.lists().size() >= 2);
        }
    }

    @Test
    void aKubeconfigThatBreaksLeavesThingsAsTheyAreAndIsToldOf() throws Exception {
        server.start();
        kubeconfig(server.url(), "token: secret");
        ClusterConnection connection = connectAndSync();
        for (String broken : List.of("", "a: [b", "kind: Pod\n")) {
            file("stub.yaml", broken);
            until(() -> connection.warning().isPresent());
            assertThat(connection.warning().orElseThrow())
                    .startsWith("druid.indexer.runner.clusters[0].kubeconfigPath: " + dir.resolve("stub.yaml"));
            assertThat(connection.trouble()).isEmpty();
            untilLaunched(connection, attempt);
            kubeconfig(server.url(), "token: secret");
            until(() -> connection.warning().isEmpty());
        }
        assertThat(server.lists()).hasSize(2);
    }

    @Test
    void aClusterWhoseKubeconfigIsMendedComesToLife() throws Exception {
        server.start();
        kubeconfig(server.url(), "tokenFile: token");
        ClusterConnection connection = connect(dir.resolve("stub.yaml"), null);
        until(() -> connection.trouble().isPresent());
        assertThat(connection.trouble().orElseThrow()).contains("its tokenFile[", "does not exist");
        assertThat(result(connection.launch(attempt))).isInstanceOf(LaunchResult.NotLaunched.class);
        file("token", "secret");
        until(connection::synced);
        assertThat(connection.trouble()).isEmpty();
        untilLaunched(connection, attempt);
    }

    @Test
    void theNamedContextCountsAndNotTheCurrentOne() throws Exception {
        server.start();
        kubeconfig("server: \"" + server.url() + "\"", "token: secret", "none");
        ClusterConnection connection = connect(dir.resolve("stub.yaml"), "one");
        until(connection::synced);
        untilLaunched(connection, attempt);
    }
}
