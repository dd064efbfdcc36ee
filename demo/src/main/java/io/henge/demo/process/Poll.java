package io.henge.demo.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The only way in this module to wait on real time: look, and look again until a deadline.
 *
 * <p>Every wait looks at least once, so that a limit of zero asks "is it so now?".
 */
public final class Poll {
    private Poll() {}

    /** Whether {@code condition} became true within {@code limit}; looks every {@code interval}. */
    public static boolean until(Duration limit, Duration interval, BooleanSupplier condition)
            throws InterruptedException {
        return first(limit, interval, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    /** The first value that {@code look} finds within {@code limit}, or nothing. */
    public static <T> Optional<T> first(Duration limit, Duration interval, Supplier<Optional<T>> look)
            throws InterruptedException {
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<T> found = look.get();
            long remainingNanos = deadlineNanos - System.nanoTime();
            if (found.isPresent() || remainingNanos <= 0) {
                return found;
            }
            LockSupport.parkNanos(Math.min(interval.toNanos(), remainingNanos));
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting");
            }
        }
    }
}
