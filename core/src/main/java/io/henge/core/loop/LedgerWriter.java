package io.henge.core.loop;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.Term;
import io.henge.core.port.Ledger;
import io.henge.core.port.LedgerException;
import io.henge.core.port.TermLostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer of one term's rows: everything that waits is written as one transaction (group commit), in the order
 * in which it was submitted.
 *
 * <p>A batch whose fate is unknown is written again until the store answers, since repeating it is harmless: in smaller
 * and smaller parts, and a single write that fails goes to the end of the queue, with all that concern the same attempt, so
 * that one that the store never takes stops no other. A batch refused because the term is over ends the writer for good. The queue is bounded by its caller: the loop has at most
 * one write under way per task.
 */
public final class LedgerWriter implements AutoCloseable {
    /** What became of one turn of the writer. */
    public enum Turn {
        NOTHING_TO_WRITE,
        WRITTEN,
        STORE_FAILED,
        TERM_LOST
    }

    /** @param write null where only the term is to be confirmed */
    private record Waiting(@Nullable LedgerWrite write, Runnable written) {
        /** Whether the two must be written in their order. */
        boolean isBoundTo(Waiting other) {
            return equals(other)
                    || (write != null
                            && other.write != null
                            && write.concerns().isPresent()
                            && write.concerns().equals(other.write.concerns()));
        }
    }

    private static final Logger log = LoggerFactory.getLogger(LedgerWriter.class);

    /** Keeps one transaction to some milliseconds; what is left goes into the next one. */
    private static final int BATCH_MAX = 500;

    private static final Duration RETRY_PAUSE = Duration.ofMillis(500);

    /** How long a term may be over before its leader hears of it, if it has nothing to write. */
    private static final Duration CONFIRM_EVERY = Duration.ofSeconds(30);

    private static final Duration JOIN_MAX = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final Term term;
    private final Duration confirmEvery;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();

    /** How many writes go into the next batch: half as many after a failure, twice as many after a success. */
    @GuardedBy("lock")
    private int batchMax = BATCH_MAX;

    @GuardedBy("lock")
    private boolean closed;

    /** Published to the writer's thread. */
    private volatile Runnable termLost = () -> {};

    /** Set before the writer's thread is started. */
    private InstantSource timer = InstantSource.fixed(Instant.EPOCH);

    private Meter meter = (writes, took) -> {};

    public LedgerWriter(Ledger ledger, Term term) {
        this(ledger, term, CONFIRM_EVERY);
    }

    /** @param confirmEvery how long the store is left alone while there is nothing to write */
    public LedgerWriter(Ledger ledger, Term term, Duration confirmEvery) {
        this.ledger = ledger;
        this.term = term;
        this.confirmEvery = confirmEvery;
        this.thread = new Thread(this::run, "henge-ledger");
        this.thread.setDaemon(true);
    }

    /** Sets what is called, on the writer's thread, once the store says that a newer term exists. */
    public void whenTermIsLost(Runnable action) {
        termLost = action;
    }

    /** Sets what is told, on the writer's thread, of every transaction: its writes, and how long it took by {@code clock}. */
    public void whenAnswered(InstantSource clock, Meter told) {
        timer = clock;
        meter = told;
    }

    /** Told of a transaction; must return at once. */
    public interface Meter {
        void wrote(int writes, Duration took);
    }

    /** Starts the writer's own thread. Tests call {@link #writeWaiting()} instead. */
    public void start() {
        thread.start();
    }

    /**
     * Queues one write and returns. {@code written} is called on the writer's thread once the write is durable; it is
     * never called when the term is lost or the writer closed first.
     */
    public void submit(LedgerWrite write, Runnable written) {
        queue(new Waiting(write, written));
    }

    /**
     * Calls {@code confirmed}, on the writer's thread, once the store has said that this term is still the newest; never
     * if it is not. For effects outside of the ledger: a leader that was frozen is stopped before them.
     */
    public void confirm(Runnable confirmed) {
        queue(new Waiting(null, confirmed));
    }

    private void queue(Waiting waiting) {
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

    /** Writes what waits now, as one transaction, and tells the submitters. */
    public Turn writeWaiting() {
        List<Waiting> batch = head();
        if (batch.isEmpty()) {
            return Turn.NOTHING_TO_WRITE;
        }
        try {
            write(batch.stream().map(Waiting::write).filter(Objects::nonNull).toList());
        } catch (TermLostException e) {
            log.warn("Ledger refused [{}] writes: {}", batch.size(), e.getMessage());
            close(false);
            termLost.run();
            return Turn.TERM_LOST;
        } catch (LedgerException e) {
            log.warn("Ledger did not take [{}] writes, which will be repeated: {}", batch.size(), e.getMessage());
            makeWay(batch.size());
            return Turn.STORE_FAILED;
        }
        removeHead(batch.size());
        batch.forEach(LedgerWriter::tell);
        return Turn.WRITTEN;
    }

    private void write(List<LedgerWrite> writes) {
        Instant begun = timer.instant();
        try {
            ledger.write(term, writes);
        } finally {
            meter.wrote(writes.size(), Duration.between(begun, timer.instant()));
        }
    }

    /** Ends the thread; what still waits is not written. Returns within 5 s. */
    @Override
    public void close() {
        close(true);
    }

    private void close(boolean join) {
        lock.lock();
        try {
            closed = true;
            queue.clear();
            changed.signal();
        } finally {
            lock.unlock();
        }
        if (join && thread != Thread.currentThread()) {
            thread.interrupt();
            try {
                thread.join(JOIN_MAX.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<Waiting> head() {
        lock.lock();
        try {
            return queue.stream().limit(batchMax).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a fault in one submitter's callback from the others. */
    private static void tell(Waiting waiting) {
        try {
            waiting.written().run();
        } catch (RuntimeException e) {
            log.error("What was to follow a write failed", e);
        }
    }

    private void makeWay(int failed) {
        lock.lock();
        try {
            batchMax = Math.max(1, failed / 2);
            if (failed == 1 && !queue.isEmpty()) {
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

    private void removeHead(int count) {
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

    private void run() {
        try {
            while (awaitWork()) {
                if (writeOrFail() == Turn.STORE_FAILED) {
                    pause();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The one place that catches everything: a bug met by one batch must not end the thread that writes them all. */
    private Turn writeOrFail() {
        try {
            return writeWaiting();
        } catch (RuntimeException | Error e) {
            log.error("The ledger's writer failed; the batch is repeated", e);
            return Turn.STORE_FAILED;
        }
    }

    private boolean awaitWork() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = confirmEvery.toNanos();
            while (queue.isEmpty() && !closed) {
                nanos = changed.awaitNanos(nanos);
                if (nanos <= 0 && queue.isEmpty()) {
                    queue.add(new Waiting(null, () -> {}));
                }
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits out the pause, or until the writer is closed; new work does not shorten it. */
    private void pause() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = RETRY_PAUSE.toNanos();
            while (nanos > 0 && !closed) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }
}
