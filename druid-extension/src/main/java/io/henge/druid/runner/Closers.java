package io.henge.druid.runner;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads that close parts of a term side by side, since each may take until its calls end. */
final class Closers {
    private static final Logger log = LoggerFactory.getLogger(Closers.class);

    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private Closers() {}

    /** Returns when all are closed, and after 5 s at the latest. */
    static void closeAll(Collection<? extends AutoCloseable> parts) {
        List<Thread> closers = parts.stream()
                .map(part -> new Thread(() -> close(part), "henge-close"))
                .toList();
        closers.forEach(Thread::start);
        long untilNanos = System.nanoTime() + CLOSE_MAX.toNanos();
        for (Thread closer : closers) {
            try {
                closer.join(Math.max(
                        1, Duration.ofNanos(untilNanos - System.nanoTime()).toMillis()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            log.warn("A part of the term did not close well", e);
        }
    }
}
