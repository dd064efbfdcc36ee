package io.henge.druid.runner;

import io.henge.core.attempt.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.druid.indexing.common.task.Task;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns what the tasks are that earlier leaders have placed. Druid does not hand them over, since they run, and their rows do
 * not say where they may go next; but its queue has them soon after the runner has begun to lead. Looks there on a thread of
 * its own, which ends when nothing is left to be learnt.
 */
final class RestoredTasks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RestoredTasks.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** What Druid's queue does not have after so many looks has ended, most likely. */
    private static final int LOOKS_MAX = 600;

    private final TaskRegistry registry;
    private final Function<TaskId, Optional<Task>> queue;
    private final Consumer<Collection<TaskItem>> learnt;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Does nothing yet.
     *
     * @param queue the tasks that Druid wants to be run
     * @param learnt told of those that have become known
     */
    RestoredTasks(
            TaskRegistry registry, Function<TaskId, Optional<Task>> queue, Consumer<Collection<TaskItem>> learnt) {
        this.registry = registry;
        this.queue = queue;
        this.learnt = learnt;
    }

    void start() {
        Thread thread = new Thread(this::learnAll, "henge-restored");
        thread.setDaemon(true);
        thread.start();
    }

    private void learnAll() {
        try {
            int looks = 0;
            while (learn() > 0 && ++looks < LOOKS_MAX && !closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.debug("Druid's queue does not have all restored tasks yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One look; gives how many are still unknown. */
    int learn() {
        List<TaskItem> found = new ArrayList<>();
        int unknown = 0;
        for (TaskItem item : registry.all()) {
            if (item.task() != null || item.getResult().isDone()) {
                continue;
            }
            @Nullable Task task = find(item.getTaskId()).orElse(null);
            if (task == null) {
                unknown++;
            } else {
                item.setTask(task);
                found.add(item);
            }
        }
        if (!found.isEmpty()) {
            learnt.accept(found);
        }
        return unknown;
    }

    private Optional<Task> find(String task) {
        try {
            return queue.apply(new TaskId(task));
        } catch (RuntimeException e) {
            log.warn("Druid's queue could not be asked for task[{}]; it is asked again", task, e);
            return Optional.empty();
        }
    }

    /** Returns at once. */
    @Override
    public void close() {
        closed.countDown();
    }
}
