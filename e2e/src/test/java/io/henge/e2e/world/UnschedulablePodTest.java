package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpecBuilder;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task whose pod finds no room on the cluster that it would rather go to runs on another one. */
@Tag("real-cluster")
class UnschedulablePodTest {
    private static final String RUNNER = "druid.indexer.runner.";
    private static final String QUOTA = "not-looked-at";

    @TempDir
    private static Path directory;

    private static World world;
    private static Place place;

    @BeforeAll
    static void bringUp() throws Exception {
        String rules = """
                [{"name":"a-rather-east","when":{"dataSource":["a"]},"prefer":{"name":["east"],"weight":9}},
                 {"name":"b-rather-west","when":{"dataSource":["b"]},"prefer":{"name":["west"],"weight":9}}]""";
        world = World.up(
                WorldSpec.standard(directory)
                        .withClusters("east", "north", "west")
                        .withQuery(false)
                        .withOverlordProperties(Map.of(
                                RUNNER + "placement.startTolerationSeconds", "10", RUNNER + "placement.rules", rules)),
                new PrintedProgress());
        place = new Place(world);
        place.awaitObserved("east", "north", "west");
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @AfterEach
    void leaveNothing() {
        place.assertNothingIsLeft();
    }

    private static void cordonNodesOfEast(boolean cordoned) {
        place.ask("east", client -> {
            client.nodes()
                    .list()
                    .getItems()
                    .forEach(node -> client.nodes()
                            .withName(node.getMetadata().getName())
                            .patch(Place.MERGE, "{\"spec\":{\"unschedulable\":" + cordoned + "}}"));
            return true;
        });
    }

    private static String task(String dataSource) {
        return "{\"type\":\"noop\",\"dataSource\":\"" + dataSource + "\",\"runTime\":1000}";
    }

    private static void assertIsWithdrawnAndSucceeds(String json, String cluster, String saying) throws Exception {
        String task = place.submit(json);
        Place.until(
                "its pod waits there",
                () -> place.placement(task)
                        .filter(placement -> placement.path("cluster").asText().equals(cluster)
                                && placement.path("why").asText().contains(saying))
                        .isPresent());
        place.assertSucceeds(task);
        JsonNode placed = place.json("/druid/indexer/v1/k8s/events?kind=placed&task=" + task);
        assertThat(placed.path("events").get(0).path("cluster").asText()).isNotEqualTo(cluster);
        assertThat(placed.path("events").get(0).path("attempt").asInt()).isEqualTo(2);
        JsonNode withdrawn = place.json("/druid/indexer/v1/k8s/events?kind=withdrawn&task=" + task);
        assertThat(withdrawn.path("events")).hasSize(1);
        assertThat(withdrawn.path("events").get(0).path("cluster").asText()).isEqualTo(cluster);
        String reason = withdrawn.path("events").get(0).path("reason").asText();
        assertThat(reason).startsWith("no room for PT").contains(" has some: ", saying);
        assertThat(Duration.parse(reason.substring("no room for ".length(), reason.indexOf(','))))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(place.jobs(cluster)).isEmpty();
    }

    @Test
    void aPodThatNoNodeTakesIsMoved() throws Exception {
        cordonNodesOfEast(true);
        try {
            assertIsWithdrawnAndSucceeds(task("a"), "east", "1 node(s) were unschedulable");
            String next = place.submit(task("a"));
            place.assertSucceeds(next);
            assertThat(place.json("/druid/indexer/v1/k8s/events?kind=withdrawn&task=" + next)
                            .path("events"))
                    .as("east is not tried again at once by what can go elsewhere")
                    .isEmpty();
        } finally {
            cordonNodesOfEast(false);
        }
    }

    /** A quota with a scope is not among what Henge knows of the room on a cluster. */
    @Test
    void aPodThatAQuotaRefusesIsMoved() throws Exception {
        new Quotas(place, "west")
                .create(
                        QUOTA,
                        new ResourceQuotaSpecBuilder()
                                .addToHard("pods", new Quantity("0"))
                                .withScopes("NotBestEffort")
                                .build());
        try {
            assertIsWithdrawnAndSucceeds(task("b"), "west", "exceeded quota: " + QUOTA);
        } finally {
            place.ask("west", client -> client.resourceQuotas().withName(QUOTA).delete());
        }
    }
}
