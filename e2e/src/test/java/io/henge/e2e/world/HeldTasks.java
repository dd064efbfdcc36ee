package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tasks that run for as long as a test needs them to: each reads a file of its own, which stops in the middle until they are
 * released.
 */
final class HeldTasks implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** More than any test begins. */
    private static final int FILES = 10;

    /** So that no task waits for the locks of another test's. */
    private static final AtomicInteger TESTS = new AtomicInteger();

    private final String dataSources = "held_" + TESTS.incrementAndGet() + "_";

    private final HeldRows rows;
    private final List<String> tasks = new ArrayList<>();

    HeldTasks() throws IOException {
        this.rows = new HeldRows(FILES);
    }

    /** Begins some; returns once they run, some of them on each of two clusters. */
    static HeldTasks begin(Place place, int count) throws Exception {
        HeldTasks begun = new HeldTasks();
        try {
            List<String> specs = new ArrayList<>();
            for (int file = 0; file < count; file++) {
                specs.add(begun.spec(file));
            }
            begun.tasks.addAll(place.startOnBoth(specs));
            return begun;
        } catch (Exception | AssertionError e) {
            begun.close();
            throw e;
        }
    }

    /** Begins one more; returns once it runs. */
    String another(Place place) throws Exception {
        return another(place, Map.of());
    }

    /** Begins one more with that context; returns once it runs. */
    String another(Place place, Map<String, ?> context) throws Exception {
        ObjectNode spec = (ObjectNode) JSON.readTree(spec(tasks.size()));
        spec.set("context", JSON.valueToTree(context));
        String task = place.submit(spec.toString());
        tasks.add(task);
        place.running(task);
        return task;
    }

    private String spec(int file) {
        return rows.task(dataSources + file, List.of(file));
    }

    /** What a task has read. */
    Published published(Place place, String task) {
        return new Published(place, dataSources + tasks.indexOf(task));
    }

    /** How often a task has begun to read: once with each attempt that came so far. */
    int timesBegun(String task) {
        return rows.timesAsked(tasks.indexOf(task));
    }

    /** The file that a task reads. */
    int fileOf(String task) {
        return tasks.indexOf(task);
    }

    /** All that were begun. */
    List<String> tasks() {
        return List.copyOf(tasks);
    }

    /** Lets them go on to their end. */
    void release() {
        rows.release();
    }

    /** Lets them go on, and asserts that each succeeds, that it was never begun twice, and that nothing is left of any task. */
    void assertEachSucceedsAndRanOnce(Place place) throws InterruptedException {
        release();
        place.assertAllSucceed(tasks);
        for (int file = 0; file < tasks.size(); file++) {
            assertThat(rows.timesAsked(file)).as(tasks.get(file)).isEqualTo(1);
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
