package io.henge.e2e.world;

import static io.henge.e2e.world.OneOverlord.RUNNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner type k8sAndWorker with a real Indexer beside a cluster, and the metrics that it sends. */
@Tag("real-cluster")
class WorkersTest {
    /** One of each way of being sent: of a task, of a request, of a transaction, of the moment. */
    private static final List<String> METRICS = List.of(
            "\"k8s/peon/startup/time\"", "\"k8s/api/time\"", "\"k8s/ledger/time\"", "\"k8s/task/running/count\"");

    @TempDir
    private Path directory;

    private World up() throws InterruptedException {
        return World.up(
                WorldSpec.standard(directory)
                        .withClusters("east")
                        .withOverlords(1)
                        .withQuery(false)
                        .withOverlordProperties(Map.of(
                                "druid.emitter",
                                "logging",
                                "druid.monitoring.emissionPeriod",
                                "PT5S",
                                OneOverlord.TYPE,
                                "k8sAndWorker",
                                RUNNER + "k8sAndWorker.runnerStrategy.type",
                                "taskType",
                                RUNNER + "k8sAndWorker.runnerStrategy.taskType.default",
                                "worker",
                                RUNNER + "k8sAndWorker.runnerStrategy.taskType.overrides",
                                "{\"noop\":\"k8s\"}")),
                new PrintedProgress());
    }

    @Test
    void tasksRunWhereTheirTypeIsAssigned() throws Exception {
        try (World world = up()) {
            Place place = new Place(world);
            Worker worker = Worker.start(place);

            String onCluster = place.submitNoop(Duration.ofMinutes(10));
            assertThat(place.running(onCluster).path("cluster").asText()).isEqualTo("east");
            String onWorker = place.submit("{\"type\":\"kill\",\"dataSource\":\"nothing\",\"interval\":\"2000/2001\"}");
            place.assertSucceeds(onWorker);
            worker.assertHas(onWorker);

            for (String metric : METRICS) {
                Place.until(
                        "the Overlord sends " + metric, () -> overlordLog(world).contains(metric));
            }

            place.assertOneJobEach(List.of(onCluster));
            assertThat(place.statusCode(onCluster)).isEqualTo("RUNNING");
            place.shutDown(onCluster);
            assertThat(place.ended(onCluster).path("statusCode").asText()).isEqualTo("FAILED");
            Place.until("nothing is left", () -> place.placements().isEmpty());
            assertThat(place.jobs()).isEmpty();
        }
    }

    private static String overlordLog(World world) {
        try {
            return Files.readString(world.directory().logs().resolve("overlord-1.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
