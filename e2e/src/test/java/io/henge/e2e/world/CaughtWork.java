package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An ingestion with sub-tasks, and batch tasks beside it, on three clusters: each is caught in the middle of a file while
 * something happens to its cluster.
 */
final class CaughtWork implements AutoCloseable {
    private static final int FILES = 3;
    private static final int TASKS = 3;

    private final Place place;
    private final HeldIngestion ingestion;
    private final HeldTasks batch;

    private CaughtWork(Place place, HeldIngestion ingestion, HeldTasks batch) {
        this.place = place;
        this.ingestion = ingestion;
        this.batch = batch;
    }

    /** Returns once each has begun to read. */
    static CaughtWork begin(Place place, String dataSource) throws Exception {
        HeldIngestion ingestion = HeldIngestion.begin(place, dataSource, FILES);
        try {
            HeldTasks batch = HeldTasks.begin(place, TASKS);
            for (String task : batch.tasks()) {
                Place.until(task + " reads", () -> batch.timesBegun(task) == 1);
            }
            return new CaughtWork(place, ingestion, batch);
        } catch (Exception | AssertionError e) {
            ingestion.close();
            throw e;
        }
    }

    /** The cluster of the task that has the sub-tasks. */
    String clusterOfParent() throws InterruptedException {
        return ingestion.cluster();
    }

    /** A cluster with a sub-task, but not with its parent. */
    String clusterOfSubTasksAlone() throws InterruptedException {
        String own = ingestion.cluster();
        for (String task : ingestion.tasks()) {
            String cluster = place.placement(task).orElseThrow().path("cluster").asText();
            if (!cluster.equals(own)) {
                return cluster;
            }
        }
        throw new AssertionError("All sub-tasks are where their parent is, on " + own);
    }

    /** Those on a cluster that are each taken from it: sub-tasks follow their parent, where that is there too. */
    List<String> takenFrom(String cluster) throws InterruptedException {
        List<String> tasks = new ArrayList<>(batch.tasks());
        tasks.addAll(cluster.equals(ingestion.cluster()) ? List.of(ingestion.task()) : ingestion.tasks());
        return place.placedOn(cluster, tasks);
    }

    /** Whether one that is taken runs again under its own name: a sub-task fails, and its parent makes another. */
    boolean isRelaunched(String task) {
        return batch.tasks().contains(task) || task.equals(ingestion.task());
    }

    /** Lets all who wait read on. */
    void release() {
        ingestion.release();
        batch.release();
    }

    /** That all succeed, and that each row is there once: of what was taken, from those who read it again. */
    void assertComplete(List<String> taken) throws Exception {
        place.assertSucceeds(ingestion.task());
        for (String task : batch.tasks()) {
            place.assertSucceeds(task);
            int answer = taken.contains(task) ? 2 : 1;
            assertThat(batch.timesBegun(task)).as(task).isEqualTo(answer);
            batch.published(place, task).assertRows(HeldRows.rows(Map.of(batch.fileOf(task), answer)));
        }
        Map<Integer, Integer> answers = new TreeMap<>();
        for (int file = 0; file < FILES; file++) {
            answers.put(file, ingestion.timesRead(file));
        }
        ingestion.published().assertRows(HeldRows.rows(answers));
    }

    @Override
    public void close() {
        ingestion.close();
        batch.close();
    }
}
