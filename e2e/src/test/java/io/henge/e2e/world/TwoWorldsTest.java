package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real-cluster")
class TwoWorldsTest {
    @TempDir
    Path directory;

    private World up(String name, int overlords) throws InterruptedException {
        return World.up(
                WorldSpec.standard(directory.resolve(name))
                        .withClusters("east")
                        .withOverlords(overlords)
                        .withQuery(false),
                new PrintedProgress());
    }

    @Test
    void twoWorldsRunSideBySideAndLeaveNothingBehind() throws Exception {
        try (World first = up("first", 1);
                World second = up("second", 1)) {
            Place one = new Place(first);
            Place other = new Place(second);
            for (Place place : List.of(one, other)) {
                String task = place.submitNoop(Duration.ofMillis(1));
                assertThat(place.ended(task).path("statusCode").asText()).isEqualTo("SUCCESS");
            }

            String left = other.submitNoop(Duration.ofMinutes(10));
            other.running(left);
            Place.until("the peon runs", () -> Place.peon(left).isPresent());
        }
        assertThat(Processes.with(directory.toString())).isEmpty();
        World.down(directory.resolve("first"), new PrintedProgress());
    }

    @Test
    void twoDruidsShareANamespaceAndEachRunsItsTaskOfTheSameId() throws Exception {
        try (World first = up("owner", 1)) {
            Place one = new Place(first);
            WorldSpec guest = WorldSpec.standard(directory.resolve("guest"))
                    .withClusters("east")
                    .withOverlords(1)
                    .withQuery(false)
                    .withOverlordProperties(Map.of(
                            "druid.indexer.runner.clusters[0].kubeconfigPath",
                            one.cluster("east").hengeKubeconfig()));
            try (World second = World.up(guest, new PrintedProgress());
                    HeldRows ownersRows = new HeldRows(1);
                    HeldRows guestsRows = new HeldRows(1)) {
                Place other = new Place(second);
                String task = one.submit(sameTask(ownersRows));
                JsonNode owners = one.running(task);
                assertThat(other.submit(sameTask(guestsRows))).isEqualTo(task);
                JsonNode guests = other.running(task);
                assertThat(guests.path("job").asText())
                        .isNotEqualTo(owners.path("job").asText());
                assertThat(one.jobs()).hasSize(2);
                guestsRows.release();
                succeeds(other, task);
                Place.until("one Job is left", () -> one.jobs().size() == 1);
                assertThat(one.jobs().get(0).getMetadata().getName())
                        .isEqualTo(owners.path("job").asText());
                ownersRows.release();
                succeeds(one, task);
                one.assertNothingIsLeft();
                assertThat(List.of(ownersRows.timesAsked(0), guestsRows.timesAsked(0)))
                        .containsExactly(1, 1);
            }
        }
    }

    private static String sameTask(HeldRows rows) {
        return rows.task("same").replaceFirst("\\{", "{\"id\":\"same_id\",");
    }

    private static void succeeds(Place place, String task) throws Exception {
        place.assertSucceeds(task);
        Place.until("the row is gone", () -> place.placement(task).isEmpty());
    }

    @Test
    void aWrongSettingStopsTheOverlordWithOneClearSentenceAndEndsTheWorld() {
        WorldSpec wrong = WorldSpec.standard(directory.resolve("wrong"))
                .withClusters("east")
                .withOverlords(1)
                .withQuery(false)
                .withOverlordProperties(Map.of(
                        "druid.indexer.runner.capacity",
                        "0",
                        "druid.indexer.runner.k8s.podTemplate.kill",
                        directory + "/no-such-template.yaml"));
        assertThatThrownBy(() -> World.up(wrong, new PrintedProgress()))
                .hasMessageContaining("`druid.indexer.runner.capacity` is `0`. Give a whole number from 1")
                .hasMessageContaining("overlord");
        assertThat(Processes.with(directory.toString())).isEmpty();
    }
}
