package io.henge.kubernetes.connection;

import static io.henge.kubernetes.stub.BoundedWaits.result;
import static io.henge.kubernetes.stub.BoundedWaits.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.cluster.LaunchResult;
import io.henge.core.health.Probe;
import io.henge.core.health.Probe.Answer;
import io.henge.core.port.ClusterConnection;
import io.henge.kubernetes.stub.SystemProperties;
import io.henge.kubernetes.stub.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Credentials that change while a connection lives: the API server knows only the newest. */
class ReloadTest extends ReloadedConnection {
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
        until(() -> connection.probe().answer() == Answer.WELL);
        server.requireCertificate(second.certificate());
        until(() -> connection.probe().answer() == Answer.REFUSED);
        file("client.key", second.keyPem());
        file("client.pem", second.certificatePem());
        untilLaunched(connection, attempt);
        until(() -> server.lists().size() >= 4 && connection.trouble().isEmpty());
        assertThat(connection.find(JOB)).isPresent();
        until(() -> connection.probe().answer() == Answer.WELL);
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
            until(() -> connection.probe().answer() == Answer.WELL);
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
        assertThat(connection.probe())
                .isEqualTo(new Probe(Answer.REFUSED, connection.trouble().orElseThrow(), null));
        assertThat(result(connection.launch(attempt))).isInstanceOf(LaunchResult.NotLaunched.class);
        file("token", "secret");
        until(connection::synced);
        assertThat(connection.trouble()).isEmpty();
        untilLaunched(connection, attempt);
        until(() -> connection.probe().answer() == Answer.WELL);
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
