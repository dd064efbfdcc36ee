package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.demo.world.Environment;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A cluster is drained of tasks that read from a real Kafka, into which rows go meanwhile: they are handed over at a
 * checkpoint and go on elsewhere, and each row arrives once. A batch task beside them is waited for.
 */
abstract class StreamingDrainTest extends ThreeClusters {
    private static final Duration LONG = Duration.ofMinutes(30);
    private static final String NOWHERE = "";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A batch task on a cluster; returns when it runs. */
    private String beside(String cluster) throws Exception {
        String task = place.submit("{\"type\":\"noop\",\"runTime\":" + LONG.toMillis()
                + ",\"context\":{\"tags\":{\"k8s_cluster\":\"" + cluster + "\"}}}");
        assertThat(place.running(task).path("cluster").asText()).isEqualTo(cluster);
        return task;
    }

    private JsonNode drain(String cluster, boolean dryRun) throws Exception {
        HttpResponse<String> answer = place.post(
                "/druid/indexer/v1/k8s/clusters/" + cluster + "/drain",
                "{\"reason\":\"a test\",\"dryRun\":" + dryRun + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private boolean isDone(Place asked, String cluster) throws Exception {
        return asked.json("/druid/indexer/v1/k8s/clusters/" + cluster + "/drain")
                .path("done")
                .asBoolean();
    }

    private int timesDrained(Place asked, String cluster) throws Exception {
        return asked.json("/druid/indexer/v1/k8s/events?kind=drained&cluster=" + cluster)
                .path("events")
                .size();
    }

    /** Lets the batch task end, for which a drain has waited; then nothing is left on its cluster, and that is on record. */
    private void assertWaitsForNothingElse(Place asked, String cluster, String batch) throws Exception {
        int before = timesDrained(asked, cluster);
        assertThat(isDone(asked, cluster)).isFalse();
        assertThat(asked.running(batch).path("cluster").asText()).isEqualTo(cluster);
        asked.shutDown(batch);
        Place.until(cluster + " is empty", () -> isDone(asked, cluster));
        assertThat(asked.jobs(cluster)).isEmpty();
        Place.until("that it is empty is on record", () -> timesDrained(asked, cluster) > before);
        assertThat(asked.post("/druid/indexer/v1/k8s/clusters/" + cluster + "/stopDrain", "{\"reason\":\"done\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void tasksThatReadAreHandedOverAndABatchTaskIsWaitedFor() throws Exception {
        try (NumberedRows rows = rows("handed_over", 2)) {
            Feed feed = Feed.begin(place, rows, 2, 1);
            JsonNode leaving = feed.awaitReading(2, NOWHERE).get(0);
            String drained = leaving.path("cluster").asText();
            String batch = beside(drained);
            assertThat(drain(drained, true).path("consequences").findValuesAsText("disposition"))
                    .containsExactlyInAnyOrder("hand_over", "wait");

            drain(drained, false);
            List<JsonNode> after = feed.awaitReading(2, drained);
            assertThat(after).noneMatch(placement -> placement.path("task").equals(leaving.path("task")));
            place.assertSucceeds(leaving.path("task").asText());
            assertWaitsForNothingElse(place, drained, batch);

            feed.assertEachRowArrivesOnce();
            place.assertNothingIsLeft();
        }
    }

    @Test
    void theNextLeaderGoesOnWithADrainWhoseLeaderIsKilled() throws Exception {
        try (NumberedRows rows = rows("through_a_loss", 2)) {
            Feed feed = Feed.begin(place, rows, 1, 2);
            List<JsonNode> replicas = feed.awaitReading(2, NOWHERE);
            String drained = replicas.get(0).path("cluster").asText();
            String batch = beside(drained);
            Environment.Server dead = place.leader();

            drain(drained, false);
            KilledProcess.of(dead.pid()).kill();

            Place others = place.without(dead);
            Place.until("another Overlord leads", others::isLed);
            feed.seenBy(others).awaitReading(2, drained);
            assertWaitsForNothingElse(others, drained, batch);
            feed.seenBy(others).assertEachRowArrivesOnce();
            others.assertNothingIsLeft();
            place.startAgain(dead);
        }
    }
}
