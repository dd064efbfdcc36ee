package io.henge.bench.scale;

import io.henge.core.time.SteadyClock;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Measures turns of a loop that nothing is told of them: by when it asks what time it is. Its thread asks once after each
 * turn, by a clock of its own, and a turn asks first of all.
 */
final class TurnMeter {
    private final SteadyClock clock = new SteadyClock();
    private final Spans turns = new Spans();

    /** Of the loop's thread from here on; set by itself. */
    private volatile @Nullable Thread thread;

    private long beginNanos;

    Spans turns() {
        return turns;
    }

    /** What the loop and all around it are to go by. */
    InstantSource ofTheLoop() {
        return () -> {
            if (thread == Thread.currentThread() && beginNanos == 0) {
                beginNanos = System.nanoTime();
            }
            return clock.instant();
        };
    }

    /** What the loop's thread is to go by. */
    Instant betweenTurns() {
        thread = Thread.currentThread();
        if (beginNanos != 0) {
            turns.add(System.nanoTime() - beginNanos);
            beginNanos = 0;
        }
        return clock.instant();
    }
}
