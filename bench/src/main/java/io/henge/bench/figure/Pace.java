package io.henge.bench.figure;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** Does something at an even pace, however long each takes: what is late is done at once, and is not left out. */
public final class Pace {
    private static final double NANOS_PER_SECOND = 1e9;

    private Pace() {}

    /**
     * Does it so many times.
     *
     * @param turn told when its turn had come, by {@link System#nanoTime}
     */
    public static void keep(double perSecond, long times, LongConsumer turn) {
        long begin = System.nanoTime();
        for (long i = 0; i < times; i++) {
            long due = begin + (long) (i * NANOS_PER_SECOND / perSecond);
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            turn.accept(due);
        }
    }
}
