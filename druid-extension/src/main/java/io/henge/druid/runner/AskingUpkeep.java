package io.henge.druid.runner;

import io.henge.core.attempt.TaskId;
import io.henge.core.placement.Asked;
import io.henge.core.placement.Rules;
import io.henge.druid.task.Traits;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
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
 * Keeps known what tasks ask for, for as long as one leadership lasts. Reads what pods are made from, when the leadership
 * begins and about once a minute, on a thread of its own, since a disk may hang; and where that or a rule has changed, says
 * what the tasks ask for now that have come already.
 */
final class AskingUpkeep implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AskingUpkeep.class);

    static final Duration PERIOD = Duration.ofMinutes(1);

    private final Asking asking;
    private final TaskRegistry registry;
    private final Consumer<Map<TaskId, Asked>> loop;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Those by which, or by later ones, all tasks ask that have come. Guarded by this. */
    private Rules followed;

    /**
     * Before the first task comes.
     *
     * @param loop told what tasks ask for
     */
    AskingUpkeep(Asking asking, TaskRegistry registry, Consumer<Map<TaskId, Asked>> loop) {
        this.asking = asking;
        this.registry = registry;
        this.loop = loop;
        this.followed = asking.rules().current();
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
            asking.rules().tellComplaints();
            followRules();
            if (asking.read()) {
                renew(registry.all());
            }
        } catch (RuntimeException e) {
            log.warn("What tasks ask of a cluster could not be read; what was known before stands", e);
        }
    }

    /** Says what all tasks ask for now, if there are other rules than before. Reads no file. */
    synchronized void followRules() {
        Rules present = asking.rules().current();
        if (!present.equals(followed)) {
            renew(registry.all());
            followed = present;
        }
    }

    /** The same of one task. */
    void renew(TaskItem item) {
        renew(List.of(item));
    }

    /** The same of some; what was found first is said first, so that the newest counts. */
    synchronized void renew(Collection<TaskItem> items) {
        if (closed.getCount() > 0) {
            TreeMap<TaskId, Asked> all = new TreeMap<>();
            items.forEach(item -> put(item, all));
            loop.accept(all);
        }
    }

    private void put(TaskItem item, Map<TaskId, Asked> all) {
        @Nullable Task task = item.task();
        if (task == null) {
            return;
        }
        try {
            TaskId.of(item.getTaskId())
                    .ifPresent(
                            id -> all.put(id, asking.of(task, Traits.of(task)).asked()));
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
