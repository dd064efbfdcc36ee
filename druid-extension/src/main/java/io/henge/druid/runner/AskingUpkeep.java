package io.henge.druid.runner;

import com.google.common.collect.Iterables;
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

    /** Of how many tasks the loop is told at once. */
    private static final int STEP = 500;

    /** After which what is asked is worked out while nobody else can say anything. */
    private static final int TRIES_MAX = 3;

    private final Asking asking;
    private final TaskRegistry registry;
    private final Consumer<Map<TaskId, Asked>> loop;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Held by whoever follows the rules, which may take long: no task that comes waits for it. */
    private final Object following = new Object();

    /** Those by which, or by later ones, all tasks ask that have come. Guarded by {@link #following}. */
    private Rules followed;

    /** How often tasks were to ask anew. Guarded by this, as is that the loop is told. */
    private long changes;

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
            readOnce();
            while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                readAgain();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A later round; in the first one, not all clusters have come that rules may name. */
    void readAgain() {
        try {
            asking.rules().tellComplaints();
        } catch (RuntimeException e) {
            log.warn("What is wrong with the rules could not be told", e);
        }
        readOnce();
    }

    /** One round. */
    void readOnce() {
        try {
            followRules();
            if (asking.read()) {
                renewAll();
            }
        } catch (RuntimeException e) {
            log.warn("What tasks ask of a cluster could not be read; what was known before stands", e);
        }
    }

    /** Says what all tasks ask for now, if there are other rules than before. Reads no file. */
    void followRules() {
        synchronized (following) {
            Rules present = asking.rules().current();
            if (!present.equals(followed)) {
                renewAll();
                followed = present;
            }
        }
    }

    /** What is being worked out by now is not said any more: it may be by what was so before. */
    private void renewAll() {
        synchronized (this) {
            changes++;
        }
        renew(registry.all());
    }

    /** The same of one task. */
    void renew(TaskItem item) {
        renewStep(List.of(item));
    }

    /** The same of some. */
    void renew(Collection<TaskItem> items) {
        Iterables.partition(items, STEP).forEach(this::renewStep);
    }

    private void renewStep(List<TaskItem> items) {
        for (int i = 0; i < TRIES_MAX; i++) {
            long before = changes();
            if (said(before, asked(items))) {
                return;
            }
        }
        synchronized (this) {
            boolean unused = said(changes, asked(items));
        }
    }

    private synchronized long changes() {
        return changes;
    }

    /** Whether nothing has changed while it was worked out. */
    private synchronized boolean said(long before, Map<TaskId, Asked> all) {
        if (before != changes) {
            return false;
        }
        if (closed.getCount() > 0) {
            loop.accept(all);
        }
        return true;
    }

    private Map<TaskId, Asked> asked(List<TaskItem> items) {
        TreeMap<TaskId, Asked> all = new TreeMap<>();
        items.forEach(item -> put(item, all));
        return all;
    }

    private void put(TaskItem item, Map<TaskId, Asked> all) {
        @Nullable Task task = item.task();
        if (task == null) {
            return;
        }
        try {
            TaskId.of(item.getTaskId())
                    .ifPresent(id ->
                            all.put(id, asking.again(task, Traits.of(task)).asked()));
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
