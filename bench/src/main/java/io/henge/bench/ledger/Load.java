package io.henge.bench.ledger;

import io.henge.bench.figure.Latencies;
import io.henge.bench.figure.Pace;
import io.henge.core.attempt.Attempt;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.Term;
import io.henge.core.loop.LedgerWriter;
import io.henge.core.time.SteadyClock;
import io.henge.testkit.fleet.Attempts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes of fresh intents, each of a task of its own. */
final class Load {
    private static final double NANOS_PER_SECOND = 1e9;

    private final LedgerWriter writer;
    private final Term term;
    private final InstantSource clock = new SteadyClock();
    private int tasks;

    Load(LedgerWriter writer, Term term) {
        this.writer = writer;
        this.term = term;
    }

    private LedgerWrite intent() {
        Attempt attempt =
                Attempts.placed("index_parallel_flights_abcdefgh_" + ++tasks, "east", term.epoch(), clock.instant());
        return new LedgerWrite.Put(attempt);
    }

    /**
     * Submits at an even pace, whatever the store makes of it. The time of a write begins when its turn to be submitted
     * has come, so that a delay of the submitter counts too.
     */
    Latencies paced(int perSecond, Duration length) throws InterruptedException {
        int count = Math.toIntExact(length.toMillis() * perSecond / 1000);
        long[] nanos = new long[count];
        CountDownLatch durable = new CountDownLatch(count);
        AtomicInteger next = new AtomicInteger();
        Pace.keep(perSecond, count, due -> {
            int number = next.getAndIncrement();
            writer.submit(intent(), () -> {
                nanos[number] = System.nanoTime() - due;
                durable.countDown();
            });
        });
        durable.await();
        return new Latencies(nanos);
    }

    /** Submits all at once, and returns how many became durable per second. */
    double burst(int count) throws InterruptedException {
        LedgerWrite[] writes = new LedgerWrite[count];
        for (int i = 0; i < count; i++) {
            writes[i] = intent();
        }
        CountDownLatch durable = new CountDownLatch(count);
        long begin = System.nanoTime();
        for (LedgerWrite write : writes) {
            writer.submit(write, durable::countDown);
        }
        durable.await();
        return count * NANOS_PER_SECOND / (System.nanoTime() - begin);
    }
}
