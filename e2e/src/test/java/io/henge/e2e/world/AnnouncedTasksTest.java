package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.core.health.HealthTimings;
import io.henge.demo.druid.DruidKind;
import io.henge.demo.world.Environment;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster's API server is silent while a task there goes on that reads from a real Kafka and asks the Overlord for nothing: its
 * announcement in a real ZooKeeper tells that the cluster lives, and its end that it may not.
 */
@Tag("real-cluster")
class AnnouncedTasksTest {
    /** Turns, the age of the snapshot and the session in ZooKeeper together. */
    private static final Duration LATELY = Duration.ofSeconds(8);

    @TempDir
    private static Path directory;

    private static World world;
    private static Place place;

    @BeforeAll
    static void bringUp() throws Exception {
        world = World.up(
                WorldSpec.standard(directory)
                        .withOverlords(1)
                        .withQuery(false)
                        // Tasks that read different partitions are of no one group: nothing else keeps them apart.
                        .withOverlordProperties(Map.of("druid.indexer.runner.clusterSelector.type", "leastTask"))
                        .withDruid(DruidKind.standard().withKafka()),
                new PrintedProgress());
        place = new Place(world);
        place.awaitObserved("east", "west");
    }

    @AfterAll
    static void end() {
        world.close();
    }

    private static JsonNode shown() throws Exception {
        return place.json("/druid/indexer/v1/k8s/clusters/west");
    }

    private static void awaitState(String state) {
        Place.until("west is " + state, () -> shown().path("state").asText().equals(state));
    }

    @Test
    void aClusterIsLostOnlyWhenNoTaskThereIsAnnouncedAnyMore() throws Exception {
        Environment.Kafka kafka = Objects.requireNonNull(world.environment().kafka());
        long apiserver = place.cluster("west").pids().apiserver();
        try (NumberedRows rows = NumberedRows.begin(kafka.bootstrap(), "announced", 2)) {
            String task = Feed.begin(place, rows, 2, 1).awaitReading(2, "").stream()
                    .filter(placement -> placement.path("cluster").asText().equals("west"))
                    .findFirst()
                    .orElseThrow()
                    .path("task")
                    .asText();
            // What it allocates for its first rows it has asked for by now, and asks for no more.
            rows.stop();
            Processes.signal("STOP", apiserver);
            try {
                awaitState("Unreachable");
                Place.until(
                        "what it asked for does not keep west from being lost any more",
                        () -> heardAt("discovery").isAfter(heardAt("tasks").plus(HealthTimings.FAST.lostAfter())));
                JsonNode alive = shown();
                assertThat(alive.path("state").asText()).isEqualTo("Unreachable");
                JsonNode evidence = alive.path("evidence");
                Instant acted =
                        Instant.parse(evidence.path("tasks").path("heardAt").asText());
                Instant announced =
                        Instant.parse(evidence.path("discovery").path("heardAt").asText());
                assertThat(announced).as(alive.toString()).isAfter(Instant.now().minus(LATELY));
                assertThat(acted).as(alive.toString()).isBefore(announced.minus(HealthTimings.FAST.lostAfter()));
                Processes.signal("KILL", Place.peon(task).orElseThrow().pid());
                awaitState("Lost");
            } finally {
                Processes.signal("CONT", apiserver);
            }
            awaitState("Healthy");
        }
    }

    /** When something was last heard by that channel; long ago, where nothing was. */
    private static Instant heardAt(String channel) throws Exception {
        JsonNode at = shown().path("evidence").path(channel).path("heardAt");
        return at.isTextual() ? Instant.parse(at.asText()) : Instant.EPOCH;
    }
}
