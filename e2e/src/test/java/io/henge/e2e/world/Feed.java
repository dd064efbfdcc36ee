package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** A supervisor that reads {@link NumberedRows} into a data source of the same name, by tasks that would go on for an hour. */
final class Feed {
    private static final String SUPERVISORS = "/druid/indexer/v1/supervisor";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of attempts whose Jobs may still be owed a deletion. */
    private static final Set<String> OVER = Set.of("ended", "fenced");

    private final Place place;
    private final NumberedRows rows;

    private Feed(Place place, NumberedRows rows) {
        this.place = place;
        this.rows = rows;
    }

    static Feed begin(Place place, NumberedRows rows, int tasks, int replicas) throws Exception {
        return begin(place, rows, tasks, replicas, Map.of());
    }

    /** @param context of its tasks */
    static Feed begin(Place place, NumberedRows rows, int tasks, int replicas, Map<String, ?> context)
            throws Exception {
        Feed feed = new Feed(place, rows);
        HttpResponse<String> answer = place.post(SUPERVISORS, feed.spec(tasks, replicas, context));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return feed;
    }

    private String spec(int tasks, int replicas, Map<String, ?> context) throws IOException {
        Map<String, ?> schema = Map.of(
                "dataSource",
                name(),
                "timestampSpec",
                Map.of("column", "time", "format", "iso"),
                "dimensionsSpec",
                Map.of(
                        "dimensions",
                        List.of(Map.of("type", "long", "name", "part"), Map.of("type", "long", "name", "number"))),
                "granularitySpec",
                Map.of("segmentGranularity", "DAY", "queryGranularity", "NONE", "rollup", false));
        Map<String, Object> reading = new TreeMap<>(Map.of(
                "type",
                "kafka",
                "topic",
                rows.topic(),
                "consumerProperties",
                Map.of("bootstrap.servers", rows.bootstrap()),
                "inputFormat",
                Map.of("type", "json"),
                "useEarliestOffset",
                true,
                "taskCount",
                tasks,
                "replicas",
                replicas,
                "taskDuration",
                "PT1H"));
        reading.put("startDelay", "PT1S");
        reading.put("period", "PT2S");
        // Nothing here loads segments, so that nobody is to wait for that.
        Map<String, ?> tuning = Map.of("type", "kafka", "handoffConditionTimeout", 1, "offsetFetchPeriod", "PT5S");
        Map<String, ?> spec = Map.of("dataSchema", schema, "ioConfig", reading, "tuningConfig", tuning);
        return JSON.writeValueAsString(Map.of("type", "kafka", "spec", spec, "context", context));
    }

    private String name() {
        return rows.topic();
    }

    /** The same as the other Overlords know it. */
    Feed seenBy(Place others) {
        return new Feed(others, rows);
    }

    /** Where its tasks are that are not cleaned up. */
    List<JsonNode> placements() throws InterruptedException {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode placement : place.placements()) {
            if (placement.path("dataSource").asText().equals(name())) {
                found.add(placement);
            }
        }
        return found;
    }

    /** Returns when as many read, each on a cluster of its own that is not {@code but}; gives where they are. */
    List<JsonNode> awaitReading(int count, String but) throws InterruptedException {
        AtomicReference<List<JsonNode>> seen = new AtomicReference<>(List.of());
        Place.until(count + " tasks of " + name() + " read, none of them on " + but, () -> {
            List<JsonNode> found = placements().stream()
                    .filter(placement -> !OVER.contains(placement.path("state").asText()))
                    .toList();
            seen.set(found);
            List<String> reading = reading();
            return found.size() == count
                    && reading.size() == count
                    && found.stream()
                                    .filter(placement ->
                                            placement.path("state").asText().equals("running"))
                                    .filter(placement -> reading.contains(
                                            placement.path("task").asText()))
                                    .map(placement -> placement.path("cluster").asText())
                                    .filter(cluster -> !cluster.equals(but))
                                    .distinct()
                                    .count()
                            == count;
        });
        return Objects.requireNonNull(seen.get());
    }

    /** The tasks that read by the supervisor's own word, and have read something. */
    private List<String> reading() throws Exception {
        List<String> tasks = new ArrayList<>();
        for (JsonNode task : status().path("activeTasks")) {
            if (!task.path("currentOffsets").isEmpty()) {
                tasks.add(task.path("id").asText());
            }
        }
        return tasks;
    }

    private JsonNode status() throws Exception {
        HttpResponse<String> answer = place.get(SUPERVISORS + "/" + name() + "/status");
        return answer.statusCode() == 200 ? JSON.readTree(answer.body()).path("payload") : JSON.nullNode();
    }

    /** As below, and none of all the tasks that there ever were has failed. */
    void assertEachRowArrivesOnce() throws Exception {
        assertEachRowArrivesOnce(Set.of());
    }

    /**
     * That each row arrived once: lets the tasks read up to the end, which no row follows any more, and publish.
     *
     * @param failed those that have failed, and no others
     */
    void assertEachRowArrivesOnce(Set<String> failed) throws Exception {
        SortedMap<Integer, Long> ends = rows.stop();
        Place.until("all rows of " + name() + " are read", () -> ends.equals(offsetsOfTasks()));
        HttpResponse<String> answer = place.post(SUPERVISORS + "/" + name() + "/suspend");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Place.until(
                "all rows of " + name() + " are published", () -> placements().isEmpty());
        for (JsonNode task : place.druid().tasks(name())) {
            boolean fails = failed.contains(task.path("id").asText());
            assertThat(task.path("statusCode").asText()).as(task.toString()).isEqualTo(fails ? "FAILED" : "SUCCESS");
        }
        StreamedSegments streamed = new StreamedSegments(place.world(), name());
        assertThat(streamed.offsets()).isEqualTo(ends);
        streamed.assertEachRowIsThereOnce(ends);
        place.post(SUPERVISORS + "/" + name() + "/terminate");
    }

    /** Ends the supervisor with its tasks, whatever they have read. */
    void end() throws Exception {
        HttpResponse<String> answer = place.post(SUPERVISORS + "/" + name() + "/terminate");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Place.until("the tasks of " + name() + " have ended", () -> placements().isEmpty());
    }

    private SortedMap<Integer, Long> offsetsOfTasks() throws Exception {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        for (JsonNode task : status().path("activeTasks")) {
            task.path("currentOffsets")
                    .fields()
                    .forEachRemaining(entry -> offsets.merge(
                            Integer.parseInt(entry.getKey()), entry.getValue().asLong(), Math::min));
        }
        return offsets;
    }
}
