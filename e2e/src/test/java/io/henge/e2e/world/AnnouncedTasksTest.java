package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.core.health.HealthTimings;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * A cluster's API server is silent while a task there goes on that reads from a real Kafka and asks the Overlord for nothing: its
 * announcement in a real ZooKeeper tells that the cluster lives, and its end that it may not.
 */
abstract class AnnouncedTasksTest extends ThreeClusters {
    /** Turns, the age of the snapshot and the session in ZooKeeper together. */
    private static final Duration LATELY = Duration.ofSeconds(8);

    @Test
    void aClusterIsLostOnlyWhenNoTaskThereIsAnnouncedAnyMore() throws Exception {
        try (NumberedRows rows = rows("announced", 2)) {
            Feed feed = Feed.begin(place, rows, 2, 1);
            JsonNode reading = feed.awaitReading(2, "").get(0);
            String task = reading.path("task").asText();
            Failovers told = new Failovers(place, reading.path("cluster").asText());
            long apiserver = place.cluster(told.cluster()).pids().apiserver();
            // What it allocates for its first rows it has asked for by now, and asks for no more.
            rows.stop();
            Processes.signal("STOP", apiserver);
            try {
                told.awaitState("Unreachable");
                Place.until(
                        "what it asked for does not keep its cluster from being lost any more",
                        () -> heardAt(told, "discovery")
                                .isAfter(heardAt(told, "tasks").plus(HealthTimings.FAST.lostAfter())));
                JsonNode alive = told.shown();
                assertThat(alive.path("state").asText()).isEqualTo("Unreachable");
                JsonNode evidence = alive.path("evidence");
                Instant acted =
                        Instant.parse(evidence.path("tasks").path("heardAt").asText());
                Instant announced =
                        Instant.parse(evidence.path("discovery").path("heardAt").asText());
                assertThat(announced).as(alive.toString()).isAfter(Instant.now().minus(LATELY));
                assertThat(acted).as(alive.toString()).isBefore(announced.minus(HealthTimings.FAST.lostAfter()));
                Processes.signal("KILL", Place.peon(task).orElseThrow().pid());
                told.awaitState("Lost");
            } finally {
                Processes.signal("CONT", apiserver);
            }
            told.awaitState("Healthy");
            feed.end();
            place.assertNothingIsLeft();
        }
    }

    /** When something was last heard by that channel; long ago, where nothing was. */
    private static Instant heardAt(Failovers told, String channel) throws Exception {
        JsonNode at = told.shown().path("evidence").path(channel).path("heardAt");
        return at.isTextual() ? Instant.parse(at.asText()) : Instant.EPOCH;
    }
}
