package io.henge.kubernetes.call;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ApiFailure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls to one cluster that hold a thread until they have ended: a few threads, a bounded queue, and an end for every
 * call: by its result, by its limit, or by {@link #close()}.
 */
public final class Calls implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Calls.class);

    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService timer;
    private final Set<Pending<?>> pending = ConcurrentHashMap.newKeySet();

    /** Set once, by {@link #close()}; read by every submit. */
    private volatile boolean closed;

    /** One call. */
    public interface Call<R> {
        R run() throws InterruptedException;

        /** The result if the call did not run, or was cut off while it ran. */
        R failed(ApiFailure why);

        /** What being cut off means: {@link Kind#OUTCOME_UNKNOWN} if something may have been changed by then. */
        Kind cutOff();
    }

    public Calls(String cluster, String work, int threadCount, int queueMax, ScheduledExecutorService timer) {
        this.threads = new ThreadPoolExecutor(
                threadCount,
                threadCount,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queueMax),
                new NamedThreads(cluster, work));
        // All of them at once: their number says what the cluster costs, whatever its load was so far.
        threads.prestartAllCoreThreads();
        this.timer = timer;
    }

    /**
     * Runs the call soon.
     *
     * @param waitMax how long it may wait for a thread
     * @param runMax how long it may then run; it is interrupted after that, and its stage ends at once
     */
    public <R> CompletionStage<R> submit(Call<R> call, Duration waitMax, Duration runMax) {
        return submit(new Pending<>(call, runMax, System::nanoTime), waitMax);
    }

    /** Runs the call soon; it may wait and run for that long, both together. */
    public <R> CompletionStage<R> submit(Call<R> call, Duration max) {
        long submitted = System.nanoTime();
        return submit(new Pending<>(call, max, () -> submitted), max);
    }

    private <R> CompletionStage<R> submit(Pending<R> entry, Duration waitMax) {
        pending.add(entry);
        try {
            entry.enqueue(waitMax);
        } catch (RejectedExecutionException e) {
            entry.end(closed ? "The connection is closed" : "Too many calls are waiting for this cluster");
        }
        if (closed) {
            entry.end("The connection is closed");
        }
        return entry.result.minimalCompletionStage();
    }

    /** Ends all calls, also those that are running. */
    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
        List.copyOf(pending).forEach(entry -> entry.cut("The connection was closed"));
    }

    public boolean awaitEnd(Duration limit) throws InterruptedException {
        return threads.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** To a tenth of a second, as in "0.5" and "10". */
    private static String seconds(Duration duration) {
        long tenths = Math.round(duration.toMillis() / 100.0);
        return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10);
    }

    private final class Pending<R> implements Runnable {
        private final Call<R> call;
        private final Duration runMax;
        private final LongSupplier runsSince;
        private final CompletableFuture<R> result = new CompletableFuture<>();

        @GuardedBy("this")
        private boolean begun;

        @GuardedBy("this")
        private boolean over;

        @GuardedBy("this")
        private @Nullable Future<?> work;

        @GuardedBy("this")
        private @Nullable Future<?> limit;

        /** @param runsSince from when on its running is counted, by {@link System#nanoTime}; asked when it begins */
        Pending(Call<R> call, Duration runMax, LongSupplier runsSince) {
            this.call = call;
            this.runMax = runMax;
            this.runsSince = runsSince;
        }

        synchronized void enqueue(Duration waitMax) {
            work = threads.submit(this);
            limit = timer.schedule(
                    () -> cut("The call waited " + seconds(waitMax) + " s for its turn behind others"),
                    waitMax.toMillis(),
                    TimeUnit.MILLISECONDS);
        }

        @Override
        public void run() {
            if (!begin()) {
                return;
            }
            try {
                complete(call.run());
            } catch (InterruptedException e) {
                end("It was interrupted");
            } catch (RuntimeException | StackOverflowError e) {
                if (closed) {
                    // Not everything that was in the middle of something takes being interrupted in good order.
                    log.debug("A call to a cluster ended with its connection", e);
                } else {
                    log.error("A call to a cluster failed in a way that it should not", e);
                }
                end("Henge failed at it (" + e + "); the Overlord's log has more");
            }
        }

        private synchronized boolean begin() {
            if (over) {
                return false;
            }
            begun = true;
            forgetLimit();
            try {
                long left = runMax.toNanos() - (System.nanoTime() - runsSince.getAsLong());
                limit = timer.schedule(
                        () -> cut("The call did not end within " + seconds(runMax) + " s"),
                        Math.max(0, left),
                        TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                return false;
            }
            return true;
        }

        private void complete(R value) {
            synchronized (this) {
                over = true;
                forgetLimit();
            }
            finish(value);
        }

        private void finish(R value) {
            pending.remove(this);
            result.complete(value);
        }

        /** Ends the call without its result, unless it has ended. */
        void end(String why) {
            boolean wasBegun;
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
                wasBegun = begun;
                forgetLimit();
            }
            finish(call.failed(new ApiFailure(wasBegun ? call.cutOff() : Kind.TRANSIENT, why)));
        }

        /** Ends the call from outside, and interrupts it if it runs. */
        void cut(String why) {
            end(why);
            Future<?> running;
            synchronized (this) {
                running = work;
            }
            if (running != null) {
                running.cancel(true);
            }
        }

        @GuardedBy("this")
        private void forgetLimit() {
            if (limit != null) {
                limit.cancel(false);
            }
        }
    }
}
