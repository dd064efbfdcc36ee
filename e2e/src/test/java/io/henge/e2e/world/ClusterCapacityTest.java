package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The capacity over all clusters, changed while tasks run and wait, beside those of single clusters. No task here ends by
 * itself, so that a Job too many would still be there when the Jobs are counted.
 */
@Tag("real-cluster")
class ClusterCapacityTest {
    private static final int TASKS = 5;
    private static final String RUNNER = "druid.indexer.runner.";

    @TempDir
    private Path directory;

    private World up() throws InterruptedException {
        return World.up(
                WorldSpec.standard(directory)
                        .withOverlords(1)
                        .withQuery(false)
                        .withOverlordProperties(Map.of(
                                RUNNER + "clusterSelector.type", "leastTask",
                                RUNNER + "clusters[0].capacity", "1",
                                RUNNER + "clusters[1].capacity", "3")),
                new PrintedProgress());
    }

    @Test
    void noClusterEverHasMoreThanItMayTakeWhateverTheCapacityOverAllIs() throws Exception {
        try (World world = up()) {
            Place place = new Place(world);
            // Before, a cluster takes nothing while it is recorded for the first time which one it is.
            place.awaitObserved("east", "west");
            change(place, 2);
            List<String> tasks = new ArrayList<>();
            for (int i = 0; i < TASKS; i++) {
                tasks.add(place.submitNoop(Duration.ofMinutes(30)));
            }
            untilWaiting(place, 3, "The capacity over all clusters is used: 2 of 2");
            assertThat(place.jobs("east")).as("by the fewest tasks, one each").hasSize(1);
            assertThat(place.jobs("west")).hasSize(1);

            change(place, 1_000);
            untilWaiting(place, 1, "east is full: 1 of 1; west is full: 3 of 3");
            assertThat(place.jobs("east")).hasSize(1);
            assertThat(place.jobs("west")).hasSize(3);
            assertThat(place.json("/druid/indexer/v1/totalWorkerCapacity")
                            .path("currentClusterCapacity")
                            .asInt())
                    .as("what Druid is told")
                    .isEqualTo(4);
            assertThat(place.json("/druid/indexer/v1/k8s/clusters").findValuesAsText("free"))
                    .containsOnly("0");

            change(place, 1);
            untilWaiting(place, 1, "The capacity over all clusters is used: 4 of 1");
            String ended = place.placedOn("west", placed(place, tasks)).get(0);
            place.shutDown(ended);
            Place.until("the row is gone", () -> place.placement(ended).isEmpty());
            untilWaiting(place, 1, "The capacity over all clusters is used: 3 of 1");
            tasks.remove(ended);
            place.assertOneJobEach(placed(place, tasks));
            assertThat(place.jobs()).hasSize(3);

            change(place, 4);
            for (String task : tasks) {
                assertThat(place.running(task)).isNotNull();
            }
            assertThat(place.jobs("east")).hasSize(1);
            assertThat(place.jobs("west")).hasSize(3);
        }
    }

    private static void change(Place place, int capacity) throws Exception {
        place.configure("{\"capacity\":" + capacity + "}");
    }

    /** Returns once exactly so many tasks wait, for that reason, and all others have their Jobs. */
    private static void untilWaiting(Place place, int count, String why) {
        Place.until(count + " wait: " + why, () -> {
            List<String> reasons = new ArrayList<>();
            boolean jobs = true;
            for (JsonNode placement : place.placements()) {
                if (placement.path("state").asText().equals("waiting")) {
                    reasons.add(placement.path("why").asText());
                } else {
                    jobs &= placement.path("state").asText().equals("running");
                }
            }
            return jobs && reasons.size() == count && reasons.stream().allMatch(why::equals);
        });
    }

    private static List<String> placed(Place place, List<String> tasks) throws InterruptedException {
        List<String> placed = new ArrayList<>();
        for (String task : tasks) {
            if (place.placement(task).orElseThrow().hasNonNull("cluster")) {
                placed.add(task);
            }
        }
        return placed;
    }
}
