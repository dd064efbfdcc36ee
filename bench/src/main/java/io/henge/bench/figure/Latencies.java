package io.henge.bench.ledger;

import java.util.Arrays;

/** How long each of many like things took. */
final class Latencies {
    private static final double NANOS_PER_MILLI = 1e6;

    private final long[] sortedNanos;

    /** @param nanos in any order; at least one */
    Latencies(long[] nanos) {
        sortedNanos = nanos.clone();
        Arrays.sort(sortedNanos);
    }

    /** What the given share of all took at most: 0.5 is the median, 1 the longest. */
    double millis(double share) {
        int index = (int) Math.ceil(share * sortedNanos.length) - 1;
        return sortedNanos[Math.max(0, index)] / NANOS_PER_MILLI;
    }
}
