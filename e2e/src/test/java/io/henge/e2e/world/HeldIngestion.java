package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** An ingestion that is held in the middle: every task that reads has read a row and waits for more. */
final class HeldIngestion implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Place place;
    private final HeldRows rows;
    private final String dataSource;
    private final String task;

    private HeldIngestion(Place place, HeldRows rows, String dataSource, String task) {
        this.place = place;
        this.rows = rows;
        this.dataSource = dataSource;
        this.task = task;
    }

    /** Begins one that reads {@code files} files, by as many sub-tasks if there are several. */
    static HeldIngestion begin(Place place, String dataSource, int files) throws Exception {
        return begin(place, dataSource, files, "{}");
    }

    /** The same of one whose tasks wait for ten minutes for a cluster that is lost, unless somebody says otherwise. */
    static HeldIngestion beginPatient(Place place, String dataSource, int files) throws Exception {
        return begin(place, dataSource, files, "{\"henge\":{\"failover\":{\"clusterTolerationSeconds\":600}}}");
    }

    private static HeldIngestion begin(Place place, String dataSource, int files, String context) throws Exception {
        HeldRows rows = new HeldRows(files);
        try {
            ObjectNode task = (ObjectNode) JSON.readTree(rows.task(dataSource));
            task.set("context", JSON.readTree(context));
            HeldIngestion begun = new HeldIngestion(place, rows, dataSource, place.submit(task.toString()));
            begun.untilHeld(files);
            return begun;
        } catch (Exception | AssertionError e) {
            rows.close();
            throw e;
        }
    }

    /** A row counts as processed when its segment is allocated: what comes then is the rest, the push and the publish. */
    private void untilHeld(int files) throws Exception {
        Place.until("every file is being read", () -> rows.filesAsked() == files);
        for (String reader : readers()) {
            Place.until(reader + " has processed a row", () -> processed(reader) > 0);
        }
        assertThat(readers()).hasSize(files);
    }

    private int processed(String reader) throws Exception {
        HttpResponse<String> report = place.get("/druid/indexer/v1/task/" + reader + "/reports");
        return report.statusCode() != 200
                ? 0
                : JSON.readTree(report.body()).findValues("processed").stream()
                        .mapToInt(JsonNode::asInt)
                        .sum();
    }

    /** The task itself and its sub-tasks that run now. */
    List<String> tasks() throws InterruptedException {
        List<String> tasks = new ArrayList<>();
        for (JsonNode placement : place.placements()) {
            if (placement.path("dataSource").asText().equals(dataSource)) {
                tasks.add(placement.path("task").asText());
            }
        }
        return tasks;
    }

    private List<String> readers() throws InterruptedException {
        List<String> tasks = tasks();
        if (tasks.size() > 1) {
            tasks.remove(task);
        }
        return tasks;
    }

    String task() {
        return task;
    }

    /** The cluster of the task itself. */
    String cluster() throws InterruptedException {
        return place.placement(task).orElseThrow().path("cluster").asText();
    }

    /** The file that a sub-task reads. */
    int fileOf(String subTask) throws Exception {
        String uri = JSON.readTree(
                        place.get("/druid/indexer/v1/task/" + subTask).body())
                .findValue("uris")
                .path(0)
                .asText();
        return Integer.parseInt(uri.substring(uri.lastIndexOf('/') + 1));
    }

    Published published() {
        return new Published(place, dataSource);
    }

    /** How often a file was asked for. */
    int timesRead(int file) {
        return rows.timesAsked(file);
    }

    /** Lets all who were held read on. */
    void release() {
        rows.release();
    }

    /** Lets the first who asked for a file read on. */
    void release(int file) {
        rows.release(file);
    }

    /** Returns when another sub-task than {@code lost} has read its file to the end. */
    void awaitAnotherThan(String lost) throws Exception {
        int file = fileOf(lost);
        Place.until("the file is read again", () -> rows.timesAsked(file) == 2);
        for (String reader : readers()) {
            if (!reader.equals(lost) && fileOf(reader) == file) {
                place.assertSucceeds(reader);
            }
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
