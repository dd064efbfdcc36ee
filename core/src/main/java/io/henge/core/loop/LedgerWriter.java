package io.henge.core.loop;

import io.henge.core.ledger.FailoverRecord;
import io.henge.core.ledger.LedgerEvent;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.Term;
import io.henge.core.port.Ledger;
import io.henge.core.port.LedgerException;
import io.henge.core.port.TermLostException;
import io.henge.core.port.WriteRefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer of one term's rows: everything that waits is written as one transaction (group commit), in the order
 * in which it was submitted.
 *
 * <p>A batch whose fate is unknown is written again until the store answers, since repeating it is harmless: after a
 * pause, in smaller and smaller parts, and a single write that fails goes to the end of the queue, with all that concern
 * the same attempt, so that one that the store does not take stops no other. A write that the store can never take is
 * dropped at once, without a pause, and its submitter told. A batch refused because the term is over ends the writer for
 * good. The queue is bounded by its caller: the loop has at most one write under way per task.
 */
public final class LedgerWriter implements AutoCloseable {
    /** What became of one turn of the writer. */
    public enum Turn {
        NOTHING_TO_WRITE,
        WRITTEN,
        /** The store is in trouble: the writer pauses before the next turn. */
        STORE_FAILED,
        /** A write is never taken: the next turn goes on without it, or looks for it, and there is no pause. */
        REFUSED,
        TERM_LOST
    }

    private static final Logger log = LoggerFactory.getLogger(LedgerWriter.class);

    private static final Duration RETRY_PAUSE = Duration.ofMillis(500);

    /** How long a term may be over before its leader hears of it, if it has nothing to write. */
    private static final Duration CONFIRM_EVERY = Duration.ofSeconds(30);

    private static final Duration JOIN_MAX = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final Term term;
    private final Duration confirmEvery;
    private final Thread thread;
    private final WriteQueue queue = new WriteQueue();
    private final Outage outage = new Outage();

    private final Histories histories;

    /** Published to the writer's thread. */
    private volatile Runnable termLost = () -> {};

    /** Since when the store owes an answer; null while it owes none. Published to whoever asks. */
    private volatile @Nullable Instant unansweredSince;

    /** Set before the writer's thread is started. */
    private InstantSource timer = InstantSource.fixed(Instant.EPOCH);

    private Meter meter = (writes, took) -> {};

    /** Set before anything is noted. */
    private Consumer<FailoverRecord> failovers = noted -> {};

    public LedgerWriter(Ledger ledger, Term term) {
        this(ledger, term, CONFIRM_EVERY);
    }

    /** @param confirmEvery how long the store is left alone while there is nothing to write */
    public LedgerWriter(Ledger ledger, Term term, Duration confirmEvery) {
        this.ledger = ledger;
        this.histories = new Histories(ledger);
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

    /** Sets what is told of every failover that is noted, by whoever notes it; it must return at once. */
    public void whenFailedOver(Consumer<FailoverRecord> told) {
        failovers = told;
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
     * Queues one write and returns. Exactly one of the two is called, on the writer's thread: {@code written} once the
     * write is durable, or {@code refused}, with the reason, once it is known that the store never takes it; neither
     * when the term is lost or the writer closed first.
     */
    public void submit(LedgerWrite write, Runnable written, Consumer<String> refused) {
        queue.add(new Waiting(write, written, refused));
    }

    /** As {@link #submit(LedgerWrite, Runnable, Consumer)} for a write that says nothing that a store could refuse. */
    public void submit(LedgerWrite write, Runnable written) {
        submit(write, written, why -> log.error("Ledger never takes write[{}]: {}", write, why));
    }

    /** Queues an event for the history, in its order among the writes, and logs it; nobody is told of it. */
    public void note(LedgerEvent event) {
        if (log.isInfoEnabled()) {
            log.info(event.line());
        }
        submit(histories.entry(event), () -> {});
    }

    /** Queues a failover for its history, in its order among the writes; nobody is told of it. */
    public void note(FailoverRecord failover) {
        failovers.accept(failover);
        submit(histories.entry(failover), () -> {});
    }

    /** Queues what came of a failover, which was noted before, by this term or an earlier one; nobody is told of it. */
    public void tell(FailoverRecord.News news) {
        submit(new LedgerWrite.TellFailover(news), () -> {});
    }

    /**
     * Calls {@code confirmed}, on the writer's thread, once the store has said that this term is still the newest; never
     * if it is not. For effects outside of the ledger: a leader that was frozen is stopped before them.
     */
    public void confirm(Runnable confirmed) {
        queue.add(Waiting.confirmation(confirmed));
    }

    /** Writes what waits now, as one transaction, and tells the submitters. */
    public Turn writeWaiting() {
        List<Waiting> batch = queue.head();
        if (batch.isEmpty()) {
            return Turn.NOTHING_TO_WRITE;
        }
        if (unansweredSince == null) {
            unansweredSince = timer.instant();
        }
        Turn turn = write(batch);
        if (turn != Turn.STORE_FAILED) {
            unansweredSince = null;
        }
        return turn;
    }

    /** Since when the store has not answered what it was asked; null while it does. */
    @Nullable
    Instant unansweredSince() {
        return unansweredSince;
    }

    private Turn write(List<Waiting> batch) {
        try {
            send(batch.stream().map(this::writeOf).filter(Objects::nonNull).toList());
        } catch (TermLostException e) {
            log.warn("Ledger refused [{}] writes: {}", batch.size(), e.getMessage());
            close(false);
            termLost.run();
            return Turn.TERM_LOST;
        } catch (WriteRefusedException e) {
            refuse(batch, e);
            return Turn.REFUSED;
        } catch (LedgerException e) {
            outage.failed(timer.instant(), queue.size(), String.valueOf(e.getMessage()))
                    .ifPresent(log::warn);
            makeWay(batch.size());
            return Turn.STORE_FAILED;
        }
        outage.succeeded(timer.instant()).ifPresent(log::warn);
        queue.written(batch.size());
        batch.forEach(Waiting::tellWritten);
        return Turn.WRITTEN;
    }

    private void send(List<LedgerWrite> writes) {
        Instant begun = timer.instant();
        try {
            ledger.write(term, writes);
        } finally {
            meter.wrote(writes.size(), Duration.between(begun, timer.instant()));
        }
    }

    /** Null where only the term is confirmed. */
    private @Nullable LedgerWrite writeOf(Waiting waiting) {
        @Nullable LedgerWrite write = waiting.write();
        return write == null ? null : histories.numbered(write);
    }

    private void refuse(List<Waiting> batch, WriteRefusedException refusal) {
        Optional<Waiting> culprit = batch.size() == 1
                ? Optional.of(batch.get(0))
                : refusal.refused()
                        .flatMap(write -> batch.stream()
                                .filter(waiting -> write.equals(writeOf(waiting)))
                                .findFirst());
        if (culprit.isPresent()) {
            queue.drop(culprit.get());
            culprit.get().tellRefused(String.valueOf(refusal.getMessage()));
        } else {
            queue.halve(batch.size());
        }
    }

    private void makeWay(int failed) {
        queue.halve(failed);
        if (failed == 1) {
            queue.postponeFirst();
        }
    }

    /** Ends the thread; what still waits is not written. Returns within 5 s. */
    @Override
    public void close() {
        close(true);
    }

    private void close(boolean join) {
        queue.close();
        if (join && thread != Thread.currentThread()) {
            thread.interrupt();
            try {
                thread.join(JOIN_MAX.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        try {
            while (queue.await(confirmEvery, Waiting.confirmation(() -> {}))) {
                if (writeOrFail() == Turn.STORE_FAILED) {
                    queue.pause(RETRY_PAUSE);
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
}
