package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
