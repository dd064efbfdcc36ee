package io.henge.bench.figure;

import io.henge.demo.process.PartFailed;
import java.util.Arrays;

/** How long each of many like things took. */
public final class Latencies {
    private static final double NANOS_PER_MILLI = 1e6;

    private final long[] sortedNanos;

    /**
     * Of what was measured.
     *
     * @param nanos in any order
     * @throws PartFailed if there are none, which says nothing of how long they take
     */
    public Latencies(long[] nanos) {
        if (nanos.length == 0) {
            throw new PartFailed("Nothing of what was to be measured has happened: this machine has too much to do.");
        }
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
