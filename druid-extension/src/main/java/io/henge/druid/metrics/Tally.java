package io.henge.druid.metrics;

import java.util.function.LongSupplier;

/**
 * A count for two readers, one of whom wants all of it and the other what is new. Safe for use by several threads.
 */
public final class Tally {
    private final LongSupplier taken;
    private long total;
    private long told;

    /** @param taken how many there were since it was last asked; nobody else may ask it */
    public Tally(LongSupplier taken) {
        this.taken = taken;
    }

    /** How many there were. */
    public synchronized long total() {
        total += taken.getAsLong();
        return total;
    }

    /** How many there were since this was last asked. */
    public synchronized long takeNew() {
        long fresh = total() - told;
        told = total;
        return fresh;
    }
}
