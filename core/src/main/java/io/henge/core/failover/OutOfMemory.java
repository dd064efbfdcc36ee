package io.henge.core.failover;

import io.henge.core.attempt.Resources;
import java.math.BigDecimal;
import java.util.OptionalLong;

/**
 * With how much memory a task runs again whose peon was killed for want of it.
 *
 * @param factor how many times as much as the attempt before had; more than 1
 * @param limit the most that any attempt is given, in bytes
 */
public record OutOfMemory(double factor, long limit) {
    /** Beyond that, nobody has thought about what a task needs. */
    public static final int FACTOR_MAX = 10;

    private static final double MEBI = 1L << 20;

    public OutOfMemory {
        if (!(factor > 1 && factor <= FACTOR_MAX) || limit < 1) {
            throw new IllegalArgumentException("A factor above 1 and up to " + FACTOR_MAX
                    + " and a limit of 1 byte at least, but got [" + factor + "] and [" + limit + "]");
        }
    }

    /** The bytes for the attempt after one that had so many, in whole mebibytes below the limit; empty where it had the limit. */
    public OptionalLong after(long had) {
        if (had >= limit) {
            return OptionalLong.empty();
        }
        double more = Math.ceil(had * factor / MEBI) * MEBI;
        return OptionalLong.of(more < limit ? (long) more : limit);
    }

    /** For people. */
    public String sentence() {
        return "memoryFactor " + BigDecimal.valueOf(factor).stripTrailingZeros().toPlainString() + ", memoryLimit "
                + Resources.words(Resources.MEMORY, limit);
    }
}
