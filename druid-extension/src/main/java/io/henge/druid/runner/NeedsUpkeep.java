package io.henge.druid.runner;

import io.henge.core.attempt.TaskId;
import io.henge.core.placement.Asked;
import io.henge.druid.task.Traits;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.druid.indexing.common.task.Task;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps known what tasks need, for as long as one leadership lasts: reads what pods are made from, when the leadership begins
 * and about once a minute, on a thread of its own, since a disk may hang; and where something has changed, says what the
 * tasks need now that have come already.
 */
final class NeedsUpkeep implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NeedsUpkeep.class);

    static final Duration PERIOD = Duration.ofMinutes(1);

    private final Asking asking;
    private final TaskRegistry registry;
    private final Consumer<Map<TaskId, Asked>> loop;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param loop told what all tasks ask for */
    NeedsUpkeep(Asking asking, TaskRegistry registry, Consumer<Map<TaskId, Asked>> loop) {
        this.asking = asking;
        this.registry = registry;
        this.loop = loop;
    }

    void start() {
        Thread thread = new Thread(this::keepUp, "henge-needs");
        thread.setDaemon(true);
        thread.start();
    }

    private void keepUp() {
        try {
            do {
                readOnce();
            } while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One round. */
    void readOnce() {
        try {
            if (!asking.read() || closed.getCount() == 0) {
                return;
            }
            TreeMap<TaskId, Asked> all = new TreeMap<>();
            registry.all().forEach(item -> put(item, all));
            loop.accept(all);
        } catch (RuntimeException e) {
            log.warn("What the pods of tasks need could not be read; what was known before stands", e);
        }
    }

    private void put(TaskItem item, Map<TaskId, Asked> all) {
        @Nullable Task task = item.task();
        if (task == null) {
            return;
        }
        try {
            TaskId.of(item.getTaskId()).ifPresent(id -> all.put(id, asking.of(task, Traits.of(task))));
        } catch (RuntimeException e) {
            log.warn(
                    "What task[{}] asks of a cluster could not be read; what was known before stands", task.getId(), e);
        }
    }

    /** Returns at once; a reading that hangs ends by itself, and nobody hears of it. */
    @Override
    public void close() {
        closed.countDown();
    }
}
