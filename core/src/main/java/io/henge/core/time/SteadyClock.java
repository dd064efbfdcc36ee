package io.henge.core.time;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The machine's time when the clock was made, plus what a monotonic timer has counted since: it shows times that people
 * recognise, and a jump of the wall clock moves no deadline. Safe for use by several threads.
 */
public final class SteadyClock implements InstantSource {
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }
}
