package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.demo.druid.DruidService;
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
    private static final String RUNNER = "druid.indexer.runner.";

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
                                RUNNER + "type",
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
            world.add(DruidService.INDEXER);
            Place place = new Place(world);
            Place.until("the Overlord knows the Indexer", () -> workers(place).size() == 1);
            String worker = workers(place).get(0).path("worker").path("host").asText();

            String onCluster = place.submitNoop(Duration.ofMinutes(10));
            assertThat(place.running(onCluster).path("cluster").asText()).isEqualTo("east");
            String onWorker = place.submit("{\"type\":\"kill\",\"dataSource\":\"nothing\",\"interval\":\"2000/2001\"}");
            place.assertSucceeds(onWorker);
            assertThat(locationOf(onWorker, place)).isEqualTo(worker);

            for (String metric : METRICS) {
                Place.until(
                        "the Overlord sends " + metric, () -> overlordLog(world).contains(metric));
            }

            place.assertOneJobEach(List.of(onCluster));
            assertThat(place.statusCode(onCluster)).isEqualTo("RUNNING");
            assertThat(place.post("/druid/indexer/v1/task/" + onCluster + "/shutdown")
                            .statusCode())
                    .isEqualTo(200);
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

    private static JsonNode workers(Place place) {
        try {
            return new ObjectMapper()
                    .readTree(place.get("/druid/indexer/v1/workers").body());
        } catch (Exception e) {
            throw new IllegalStateException("The workers cannot be asked for", e);
        }
    }

    private static String locationOf(String task, Place place) throws InterruptedException {
        JsonNode location = place.druid().status(task).path("location");
        return location.path("host").asText() + ":" + location.path("port").asText();
    }
}
