package io.henge.kubernetes.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.cluster.ApiFailure.Kind;
import io.henge.core.cluster.JobSighting.Phase;
import io.henge.core.cluster.LaunchResult;
import io.henge.core.health.Probe;
import io.henge.core.port.ClusterConnection;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.stub.Deaf;
import io.henge.kubernetes.stub.LocalCluster;
import io.henge.kubernetes.stub.ScriptedTasks;
import io.henge.testkit.cluster.JobScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real API server that accepts and never answers, and then does again. */
@Tag("real-cluster")
class FrozenApiServerTest {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

    @TempDir
    private static Path dir;

    private static LocalCluster east;

    @BeforeAll
    static void up() throws Exception {
        east = LocalCluster.up(dir, "east");
    }

    @AfterAll
    static void down() {
        east.close();
    }

    private static Attempt attempt() {
        return ScriptedTasks.attempt(new ClusterName("east"), east.namespace(), JobScript.RUNS);
    }

    private static void until(BooleanSupplier condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition::getAsBoolean);
    }

    private static LaunchResult launch(ClusterConnection cluster, Attempt attempt) throws Exception {
        return cluster.launch(attempt).toCompletableFuture().get(3 * REQUEST_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void aLaunchThatIsNotAnsweredIsUnknownAndIsFoundLater() throws Exception {
        try (ClusterConnection cluster = new FabricClusterConnection(
                east.settings("owner", REQUEST_TIMEOUT), new ScriptedTasks(dir).jobs("owner"), ApiMeter.NONE)) {
            cluster.start(new Deaf());
            until(cluster::synced);
            Attempt before = attempt();
            assertThat(launch(cluster, before)).isInstanceOf(LaunchResult.Launched.class);
            Attempt during = attempt();
            east.freezeApiServer();
            try {
                LaunchResult unanswered = launch(cluster, during);
                assertThat(unanswered).isInstanceOf(LaunchResult.NotLaunched.class);
                assertThat(((LaunchResult.NotLaunched) unanswered).failure().kind())
                        .isEqualTo(Kind.OUTCOME_UNKNOWN);
            } finally {
                east.thawApiServer();
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(launch(cluster, during)).isInstanceOf(LaunchResult.Launched.class));
            LaunchResult found = launch(cluster, during);
            until(() -> cluster.find(during.address().job())
                    .filter(seen -> seen.phase() == Phase.RUNNING)
                    .isPresent());
            String uid = cluster.find(during.address().job()).orElseThrow().jobUid();
            assertThat(found).isEqualTo(new LaunchResult.Launched(uid));
        }
    }

    @Test
    void theProbeIsSilentWhileItIsFrozenAndWellAgainAfterwards() throws Exception {
        try (ClusterConnection cluster = new FabricClusterConnection(
                east.settings("owner", REQUEST_TIMEOUT), new ScriptedTasks(dir).jobs("owner"), ApiMeter.NONE)) {
            cluster.start(new Deaf());
            until(() -> cluster.probe().answer() == Probe.Answer.WELL);
            east.freezeApiServer();
            try {
                until(() -> cluster.probe().answer() == Probe.Answer.SILENT);
                assertThat(cluster.probe().words()).isEqualTo("The API server did not answer in time");
            } finally {
                east.thawApiServer();
            }
            until(() -> cluster.probe().answer() == Probe.Answer.WELL);
        }
    }

    @Test
    void aFrozenClusterNeitherDelaysTheStartNorTheEnd() throws Exception {
        east.freezeApiServer();
        try {
            ClusterConnection cluster = new FabricClusterConnection(
                    east.settings("owner", REQUEST_TIMEOUT), new ScriptedTasks(dir).jobs("owner"), ApiMeter.NONE);
            cluster.start(new Deaf());
            until(() -> cluster.trouble().isPresent());
            assertThat(cluster.synced()).isFalse();
            long begun = System.nanoTime();
            cluster.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        } finally {
            east.thawApiServer();
        }
    }
}
