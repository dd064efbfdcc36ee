package io.henge.kubernetes.connection;

import io.henge.kubernetes.call.NamedThreads;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of one connection that do what all its parts need: a timer, those of HTTP, and those that make calls ready to be sent. */
final class ConnectionThreads {
    /** Those that make calls ready to be sent. */
    static final int CALL_THREADS = 2;

    static final int HTTP_THREADS = 2;

    private final ScheduledThreadPoolExecutor timer;
    private final ExecutorService http;
    private final ExecutorService calls;

    ConnectionThreads(String cluster) {
        this.timer = new ScheduledThreadPoolExecutor(1, new NamedThreads(cluster, "timer"));
        timer.setRemoveOnCancelPolicy(true);
        this.http = new NamedThreads(cluster, "http").pool(HTTP_THREADS);
        this.calls = new NamedThreads(cluster, "call").pool(CALL_THREADS);
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    Executor http() {
        return http;
    }

    Executor calls() {
        return calls;
    }

    /** Ends all of them, and waits for that. Returns whether they have ended. */
    boolean end(long untilNanos) throws InterruptedException {
        timer.shutdownNow();
        calls.shutdownNow();
        http.shutdownNow();
        return hasEnded(timer, untilNanos) && hasEnded(calls, untilNanos) && hasEnded(http, untilNanos);
    }

    private static boolean hasEnded(ExecutorService threads, long untilNanos) throws InterruptedException {
        return threads.awaitTermination(remaining(untilNanos).toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Until a moment of {@link System#nanoTime}; nothing if it has passed. */
    static Duration remaining(long untilNanos) {
        return Duration.ofNanos(Math.max(0, untilNanos - System.nanoTime()));
    }
}
