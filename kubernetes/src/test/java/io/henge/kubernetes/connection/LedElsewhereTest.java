package io.henge.kubernetes.connection;

import static io.henge.kubernetes.stub.BoundedWaits.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.cluster.ClusterIdentity;
import io.henge.core.cluster.JobSighting;
import io.henge.core.port.ClusterConnection;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.stub.StubApiServer;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A connection whose configuration leads to another server while it is there. */
class LedElsewhereTest extends ReloadedConnection {
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
    void aConnectionThatLeadsToAnotherClusterThanItShouldIsLedBack() throws Exception {
        server.start();
        try (StubApiServer other = new StubApiServer();
                StubApiServer third = new StubApiServer()) {
            other.become("other");
            other.listJobs(ONE.replace("u1", "u2"));
            other.start();
            third.become("third");
            third.start();
            kubeconfig(other.url(), "token: secret");
            ClusterConnection connection = connect(dir.resolve("stub.yaml"), null);
            until(connection::synced);
            connection.expect(new ClusterIdentity("uid-kube-system", "uid-henge"));
            kubeconfig(third.url(), "token: secret");
            until(() -> connection.warning().isPresent());
            assertThat(connection.warning().orElseThrow())
                    .contains("leads to another cluster now (kube-system=third-kube-system)", "uid-kube-system");
            kubeconfig(server.url(), "token: secret");
            until(() -> connection.synced()
                    && connection.identity().equals(new ClusterIdentity("uid-kube-system", "uid-henge")));
            assertThat(connection.find(JOB)).map(JobSighting::jobUid).contains("u1");
            assertThat(connection.warning()).isEmpty();
            untilLaunched(connection, attempt);
            assertThat(other.calls()).isEmpty();
            assertThat(third.lists()).isEmpty();
        }
    }

    @Test
    void oneThatMayLeadAnywhereIsLedAnywhere() throws Exception {
        server.start();
        kubeconfig(server.url(), "token: secret");
        ClusterConnection connection = connectAndSync();
        connection.expect(ClusterIdentity.NONE);
        try (StubApiServer other = new StubApiServer()) {
            other.become("other");
            other.listJobs(ONE.replace("u1", "u2"));
            other.start();
            kubeconfig(other.url(), "token: secret");
            until(() -> connection.synced()
                    && connection.identity().equals(new ClusterIdentity("other-kube-system", "other-henge")));
            assertThat(connection.find(JOB)).map(JobSighting::jobUid).contains("u2");
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
}
