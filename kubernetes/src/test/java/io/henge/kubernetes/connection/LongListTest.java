package io.henge.kubernetes.connection;

import static io.henge.kubernetes.stub.BoundedWaits.result;
import static io.henge.kubernetes.stub.BoundedWaits.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.LaunchResult;
import io.henge.core.port.ClusterConnection;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.stub.ScriptedTasks;
import io.henge.kubernetes.stub.StubApiServer;
import io.henge.testkit.cluster.JobScript;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list of which a part has come. */
class LongListTest {
    private static final JobName SEEN = new JobName("seen-1");

    @TempDir
    private Path dir;

    /** What a connection tells, each word as it is told. */
    private final List<String> told = new CopyOnWriteArrayList<>();

    private final class Listener implements ClusterConnection.Watcher {
        @Override
        public void answers(ClusterName cluster) {
            told.add("answers");
        }

        @Override
        public void jobChanged(ClusterName cluster, JobName job) {
            told.add("job");
        }

        @Override
        public void clusterChanged(ClusterName cluster) {
            told.add("cluster");
        }

        @Override
        public void offerRead(ClusterName cluster) {}
    }

    private static List<String> sizes(StubApiServer server) {
        return server.lists().stream()
                .filter(list -> list.contains("/jobs"))
                .map(list -> list.replaceFirst(".*limit=([0-9]+).*", "$1"))
                .toList();
    }

    /** Each Job may hold a large task: what is too long with 500 of them need not be so with fewer. */
    @Test
    void aPageThatIsTooLongIsAskedForAgainWithFewer() throws Exception {
        try (StubApiServer server = new StubApiServer();
                ClusterConnection cluster = new FabricClusterConnection(
                        server.settings(dir), new ScriptedTasks(dir).jobs("owner"), ApiMeter.NONE)) {
            server.listJobs(RequestsTest.JOB.replace("{\"kind\"", "{\"x\":\"" + "x".repeat(65 << 20) + "\",\"kind\""));
            server.listPods(RequestsTest.POD);
            server.start();
            cluster.start(new Listener());
            until(() -> sizes(server).size() >= 2);
            assertThat(cluster.trouble().orElseThrow()).contains("longer than 64 MiB");
            server.listJobs(RequestsTest.JOB);
            until(cluster::synced);
            assertThat(sizes(server)).startsWith("500", "250");
            assertThat(cluster.find(SEEN)).isPresent();
        }
    }

    @Test
    void jobsAreMadeBeforeItsEndAndNothingIsSeenBefore() throws Exception {
        try (StubApiServer server = new StubApiServer();
                ClusterConnection cluster = new FabricClusterConnection(
                        server.settings(dir), new ScriptedTasks(dir).jobs("owner"), ApiMeter.NONE)) {
            server.listJobs(RequestsTest.JOB);
            server.listPods(RequestsTest.POD);
            server.holdTheRestOfJobs();
            server.start();
            cluster.start(new Listener());
            until(cluster::answers);
            until(() -> told.contains("answers"));
            assertThat(cluster.synced()).isFalse();
            assertThat(cluster.find(SEEN)).isEmpty();
            assertThat(result(cluster.launch(
                            ScriptedTasks.attempt(new ClusterName("stub"), "henge", JobScript.ENDS_WELL))))
                    .isEqualTo(new LaunchResult.Launched("uid-1"));
            server.sendTheRestOfJobs();
            until(cluster::synced);
            assertThat(cluster.find(SEEN)).isPresent();
            assertThat(told).doesNotContain("job");
            assertThat(server.lists()).hasSize(3);
        }
    }
}
