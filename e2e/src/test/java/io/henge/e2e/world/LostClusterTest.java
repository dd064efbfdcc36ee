package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster dies with all that it ran and never comes back, where failover is off: its tasks wait for a person's word. */
@Tag("real-cluster")
class LostClusterTest {
    private static final int TASKS = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void restartedOverlordsRunTheOtherClusterOnAndShowWhatIsInLimbo() throws Exception {
        WorldSpec spec = WorldSpec.standard(directory)
                .withQuery(false)
                .withOverlordProperties(Map.of("druid.indexer.runner.failover.mode", "off"));
        try (World world = World.up(spec, new PrintedProgress());
                HeldTasks held = HeldTasks.begin(new Place(world), TASKS)) {
            Place place = new Place(world);
            List<String> kept = place.placedOn("east", held.tasks());
            List<String> lost = place.placedOn("west", held.tasks());

            // First those who could still tell that the pods died.
            Processes.signal("KILL", Processes.of(place.cluster("west")));
            killAll(world.directory().clusters().resolve("west"));
            for (String overlord : List.of("overlord-1", "overlord-2")) {
                world.end(overlord);
            }
            for (String overlord : List.of("overlord-1", "overlord-2")) {
                world.start(overlord);
            }
            Place.until("an Overlord leads", place::isLed);

            held.release();
            for (String task : kept) {
                place.assertSucceeds(task);
            }
            for (int i = 0; i < TASKS; i++) {
                place.assertSucceeds(place.submitNoop(Duration.ofMillis(1)));
            }
            Place.until(
                    "only the lost tasks have rows", () -> place.placements().size() == lost.size());
            assertThat(place.jobs("east")).isEmpty();
            JsonNode shown = JSON.readTree(place.get("/druid/indexer/v1/k8s/placements?cluster=west&state=limbo")
                            .body())
                    .path("placements");
            assertThat(shown.findValuesAsText("task")).containsExactlyInAnyOrderElementsOf(lost);
            assertThat(shown).allSatisfy(placement -> {
                assertThat(placement.path("attempt").asInt()).isEqualTo(1);
                assertThat(Instant.parse(placement.path("since").asText())).isBefore(Instant.now());
                assertThat(placement.path("why").asText()).contains("cluster[west]", "cannot be watched");
                assertThat(place.statusCode(placement.path("task").asText())).isEqualTo("RUNNING");
            });
        }
    }

    /** Whatever still runs of a cluster, its pods too. */
    private static void killAll(Path cluster) {
        Processes.with(cluster.toString()).forEach(ProcessHandle::destroyForcibly);
        Place.until(
                "no process of the cluster is left",
                () -> Processes.with(cluster.toString()).isEmpty());
    }
}
