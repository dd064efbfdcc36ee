package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.demo.world.Blackout;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A cluster is killed while tasks there read from a real Kafka, into which rows go meanwhile, and from files: by each purge
 * mode, each row arrives once.
 */
abstract class LostStreamsTest extends ThreeClusters {
    private static final String LOST = "west";
    private static final String NOWHERE = "";
    private static final Map<String, ?> NEVER = policy(Map.of("purgeMode", "Never"));
    private static final Map<String, ?> GRACEFULLY =
            policy(Map.of("purgeMode", "Gracefully", "gracePeriodSeconds", 10));

    private static Map<String, ?> policy(Map<String, ?> says) {
        return Map.of("henge", Map.of("failover", says));
    }

    /** A stream of one task, with what goes into it. */
    private record Stream(NumberedRows rows, Feed feed) implements AutoCloseable {
        String task() throws InterruptedException {
            return feed.placements().get(0).path("task").asText();
        }

        @Override
        public void close() {
            rows.close();
        }
    }

    private Stream stream(String name, Map<String, ?> context) throws Exception {
        NumberedRows rows = rows(name, 1);
        try {
            Feed feed = Feed.begin(place, rows, 1, 1, context);
            feed.awaitReading(1, NOWHERE);
            return new Stream(rows, feed);
        } catch (Exception | AssertionError e) {
            rows.close();
            throw e;
        }
    }

    private void say(String word) throws Exception {
        for (String cluster : CLUSTERS) {
            if (!cluster.equals(LOST)) {
                HttpResponse<String> answer =
                        place.post("/druid/indexer/v1/k8s/clusters/" + cluster + "/" + word, "{\"reason\":\"a test\"}");
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            }
        }
    }

    private static void assertGoesOnElsewhere(Stream stream, String before) throws InterruptedException {
        JsonNode after = stream.feed().awaitReading(1, LOST).get(0);
        assertThat(after.path("task").asText()).isNotEqualTo(before);
    }

    @Test
    void byEachPurgeModeEachRowArrivesOnce() throws Exception {
        say("cordon");
        try (Stream fenced = stream("fenced_stream", Map.of());
                Stream graceful = stream("graceful_stream", GRACEFULLY);
                Stream never = stream("kept_stream", NEVER);
                HeldTasks batch = new HeldTasks()) {
            String again = batch.another(place);
            String kept = batch.another(place, NEVER);
            Place.until("both read", () -> batch.timesBegun(again) == 1 && batch.timesBegun(kept) == 1);
            say("uncordon");
            Failovers told = new Failovers(place, LOST);
            List<String> streams = List.of(fenced.task(), graceful.task(), never.task());
            try (Blackout blackout = world.lose(LOST)) {
                assertGoesOnElsewhere(fenced, streams.get(0));
                assertGoesOnElsewhere(graceful, streams.get(1));
                Place.until(again + " runs again", () -> batch.timesBegun(again) == 2);
                assertThat(told.shown().path("failover").path("staying").asInt())
                        .isEqualTo(2);
                assertThat(told.shown().path("failover").path("why").asText()).contains("its purgeMode is Never");
                blackout.end();
                Place.until(
                        "what has stayed is known to have ended",
                        () -> place.hasEnded(kept)
                                && !never.feed().placements().toString().contains(streams.get(2)));
                assertThat(place.statusCode(kept)).isEqualTo("FAILED");
                never.feed().awaitReading(1, NOWHERE);
            }
            told.awaitState("Healthy");
            batch.release();
            place.assertSucceeds(again);
            batch.published(place, again).assertRows(HeldRows.rows(Map.of(batch.fileOf(again), 2)));
            fenced.feed().assertEachRowArrivesOnce(Set.of(streams.get(0)));
            graceful.feed().assertEachRowArrivesOnce(Set.of(streams.get(1)));
            never.feed().assertEachRowArrivesOnce(Set.of(streams.get(2)));
            assertThat(told.of(streams)).hasSize(2);
            place.assertNothingIsLeft();
        }
    }
}
