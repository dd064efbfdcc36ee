package io.henge.core.loop;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The writes that wait, in the order in which they were submitted, and how many of them the next transaction takes: half
 * as many after a failure, twice as many after a success. Bounded by its callers; safe for use by several threads.
 */
final class WriteQueue {
    /** Keeps one transaction to some milliseconds; what is left goes into the next one. */
    private static final int BATCH_MAX = 500;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();

    @GuardedBy("lock")
    private int batchMax = BATCH_MAX;

    @GuardedBy("lock")
    private boolean closed;

    /** Adds to the end, unless the queue is closed. */
    void add(Waiting waiting) {
        lock.lock();
        try {
            if (!closed) {
                queue.add(waiting);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What the next transaction is to write; it stays in the queue. */
    List<Waiting> head() {
        lock.lock();
        try {
            return queue.stream().limit(batchMax).toList();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** The first {@code count} have been written. */
    void written(int count) {
        lock.lock();
        try {
            batchMax = Math.min(BATCH_MAX, 2 * batchMax);
            for (int i = 0; i < count && !queue.isEmpty(); i++) {
                queue.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    /** One of the first {@code count} cannot be written and nobody knows which: the next transaction takes fewer. */
    void halve(int count) {
        lock.lock();
        try {
            batchMax = Math.max(1, count / 2);
        } finally {
            lock.unlock();
        }
    }

    /** Sends the first one to the end, with all that must be written after it. */
    void postponeFirst() {
        lock.lock();
        try {
            if (!queue.isEmpty()) {
                // A note of a publish that was written after its row's removal would stay for ever.
                Waiting first = queue.element();
                List<Waiting> bound = queue.stream()
                        .filter(waiting -> waiting.isBoundTo(first))
                        .toList();
                queue.removeIf(waiting -> waiting.isBoundTo(first));
                queue.addAll(bound);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Drops one that is never written. */
    void drop(Waiting waiting) {
        lock.lock();
        try {
            queue.remove(waiting);
        } finally {
            lock.unlock();
        }
    }

    /** Drops all, takes no more, and wakes whoever waits. */
    void close() {
        lock.lock();
        try {
            closed = true;
            queue.clear();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for something to write; adds {@code otherwise} where nothing comes within {@code max}. False once closed. */
    boolean await(Duration max, Waiting otherwise) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = max.toNanos();
            while (queue.isEmpty() && !closed) {
                nanos = changed.awaitNanos(nanos);
                if (nanos <= 0 && queue.isEmpty()) {
                    queue.add(otherwise);
                }
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits out the pause, or until closed; new work does not shorten it. */
    void pause(Duration length) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = length.toNanos();
            while (nanos > 0 && !closed) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }
}
