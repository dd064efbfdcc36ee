package io.henge.bench.scale;

import io.henge.bench.figure.Latencies;
import java.util.Arrays;

/** How long things of one kind took, since it was last asked. Safe for use by several threads. */
final class Spans {
    private static final int FEW = 1_024;

    private long[] nanos = new long[FEW];
    private int count;

    synchronized void add(long took) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = took;
    }

    /** All so far, which are forgotten; at least one. */
    synchronized Latencies take() {
        Latencies taken = new Latencies(Arrays.copyOf(nanos, count));
        count = 0;
        return taken;
    }

    synchronized void forget() {
        count = 0;
    }
}
