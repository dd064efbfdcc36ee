package io.henge.bench.figure;

import java.util.Arrays;

/** How long each of many like things took. */
public final class Latencies {
    private static final double NANOS_PER_MILLI = 1e6;

    private final long[] sortedNanos;

    /** @param nanos in any order; at least one */
    public Latencies(long[] nanos) {
        sortedNanos = nanos.clone();
        Arrays.sort(sortedNanos);
    }

    /** How many there are. */
    public int count() {
        return sortedNanos.length;
    }

    /** What the given share of all took at most: 0.5 is the median, 1 the longest. */
    public double millis(double share) {
        int index = (int) Math.ceil(share * sortedNanos.length) - 1;
        return sortedNanos[Math.max(0, index)] / NANOS_PER_MILLI;
    }
}
