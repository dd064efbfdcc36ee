package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The network between the Overlord and one of two clusters drops what is sent, and no connection breaks. Long, since only a
 * watch that outlives its age is cut: after two and a quarter minutes.
 */
@Tag("real-cluster")
@Tag("long")
class SilentNetworkTest {
    private static final String WEST = "west";

    private static final int TASKS = 2;

    @TempDir
    private static Path directory;

    private static World world;

    private static Place place;

    private static Relay relay;

    @BeforeAll
    static void up() throws Exception {
        world = World.up(WorldSpec.standard(directory).withOverlords(1).withQuery(false), new PrintedProgress());
        place = new Place(world);
        String direct = Files.readString(Path.of(place.cluster(WEST).hengeKubeconfig()));
        Matcher server = Pattern.compile("(?m)^(\\s*server:\\s*)\"?(https://[^\\s\"]+)\"?$")
                .matcher(direct);
        assertThat(server.find()).as(direct).isTrue();
        URI url = URI.create(server.group(2));
        relay = Relay.to(url);
        Path relayed = Files.writeString(
                directory.resolve("relayed.yaml"),
                direct.replace(server.group(2), "https://" + url.getHost() + ":" + relay.port()));
        OneOverlord.change(
                world,
                properties -> properties.put(OneOverlord.RUNNER + "clusters[1].kubeconfigPath", relayed.toString()));
    }

    @AfterEach
    void mend() {
        relay.mend();
    }

    @AfterAll
    static void down() throws Exception {
        world.close();
        relay.close();
    }

    @Test
    void aTaskWhoseEndNoWatchShowedEndsWhenItsWatchIsOpenedAgain() throws Exception {
        try (HeldTasks held = HeldTasks.begin(place, TASKS)) {
            relay.swallowOpen();
            held.assertEachSucceedsAndRanOnce(place);
        }
    }

    @Test
    void clustersAndTasksSayWhyInTheSameWords() throws Exception {
        try (HeldTasks held = HeldTasks.begin(place, TASKS)) {
            List<String> unseen = place.placedOn(WEST, held.tasks());
            assertThat(unseen).isNotEmpty();
            relay.swallowAll();
            Place.until("a task is in limbo", () -> place.isInLimbo(unseen.get(0)));
            for (JsonNode cluster : place.json("/druid/indexer/v1/k8s/clusters")) {
                boolean west = cluster.path("name").asText().equals(WEST);
                assertThat(cluster.path("observed").asBoolean())
                        .as(cluster.toString())
                        .isNotEqualTo(west);
                if (west) {
                    for (String task : unseen) {
                        assertThat(place.placement(task)
                                        .orElseThrow()
                                        .path("why")
                                        .asText())
                                .contains(cluster.path("why").asText("-"));
                    }
                }
            }
            relay.mend();
            held.assertEachSucceedsAndRanOnce(place);
        }
    }
}
