package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.demo.druid.DruidService;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner type k8sAndWorker with a real Indexer beside a cluster. */
@Tag("real-cluster")
class WorkersTest {
    private static final String RUNNER = "druid.indexer.runner.";

    @TempDir
    private Path directory;

    private World up() throws InterruptedException {
        return World.up(
                WorldSpec.standard(directory)
                        .withClusters("east")
                        .withOverlords(1)
                        .withQuery(false)
                        .withOverlordProperties(Map.of(
                                RUNNER + "type", "k8sAndWorker",
                                RUNNER + "k8sAndWorker.runnerStrategy.type", "taskType",
                                RUNNER + "k8sAndWorker.runnerStrategy.taskType.default", "k8s",
                                RUNNER + "k8sAndWorker.runnerStrategy.taskType.overrides", "{\"noop\":\"worker\"}")),
                new PrintedProgress());
    }

    @Test
    void tasksRunWhereTheirTypeIsAssigned() throws Exception {
        try (World world = up()) {
            world.add(DruidService.INDEXER);
            Place place = new Place(world);
            Place.until("the Overlord knows the Indexer", () -> workers(place).size() == 1);
            String worker = workers(place).get(0).path("worker").path("host").asText();

            String onWorker = place.submitNoop(Duration.ofMinutes(10));
            Place.until(
                    "the Indexer runs the task", () -> hostOf(onWorker, place).equals(worker));
            String onCluster =
                    place.submit("{\"type\":\"kill\",\"dataSource\":\"nothing\",\"interval\":\"2000/2001\"}");
            Place.until(
                    "a Job is there for the other task",
                    () -> Place.uidsByTask(place.jobs()).containsKey(onCluster));
            place.assertSucceeds(onCluster);

            assertThat(place.placement(onWorker))
                    .as("a row for the worker's task")
                    .isEmpty();
            assertThat(place.statusCode(onWorker)).isEqualTo("RUNNING");
            assertThat(place.post("/druid/indexer/v1/task/" + onWorker + "/shutdown")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(place.ended(onWorker).path("statusCode").asText()).isEqualTo("FAILED");
            Place.until("nothing is left", () -> place.placements().isEmpty());
            assertThat(place.jobs()).isEmpty();

            place.assertSucceeds(place.submitNoop(Duration.ofMillis(1)));
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

    private static String hostOf(String task, Place place) throws InterruptedException {
        JsonNode location = place.druid().status(task).path("location");
        return location.path("host").asText() + ":" + location.path("port").asText();
    }
}
