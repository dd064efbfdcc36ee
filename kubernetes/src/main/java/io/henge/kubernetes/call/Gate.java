package io.henge.kubernetes.call;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ApiFailure.Kind;
import io.henge.core.health.Admission;
import io.henge.core.health.Admission.Rank;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the calls that change one cluster through, each rank in its order, when {@link Admission} says that it is their
 * turn. None holds a thread while it waits for its turn or for its answer. Each ends: by its result, by its limit, or by
 * {@link #close()}.
 */
public final class Gate implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    private static final int TOO_MANY_REQUESTS = 429;

    /** A burst of tasks fits; what does not is tried again by the loop. */
    private static final int WAITING_MAX = 4096;

    private final Executor executor;
    private final ScheduledExecutorService timer;
    private final Set<Pending<?>> pending = ConcurrentHashMap.newKeySet();

    @GuardedBy("this")
    private final Map<Rank, Deque<Pending<?>>> waiting = new EnumMap<>(Rank.class);

    @GuardedBy("this")
    private final Admission admission = new Admission();

    /** Whether a timer will look again once the API server is not to be left alone any more. */
    @GuardedBy("this")
    private boolean lookedAgain;

    /** Set once, by {@link #close()}; read by every submit. */
    private volatile boolean closed;

    /** One call. */
    public interface Call<R> {
        /**
         * Begins it, on a thread of the gate's executor; what it returns ends by itself within a bounded time.
         *
         * @param over whether nobody waits for it any more, so that nothing more may be sent for it
         */
        CompletionStage<R> begin(BooleanSupplier over);

        /** The result if the call did not begin, or was cut off. */
        R failed(ApiFailure why);

        /** What being cut off means: {@link Kind#OUTCOME_UNKNOWN} if something may have been changed by then. */
        Kind cutOff();
    }

    /**
     * A gate that is open.
     *
     * @param executor begins calls
     */
    public Gate(Executor executor, ScheduledExecutorService timer) {
        this.executor = executor;
        this.timer = timer;
        for (Rank rank : Rank.values()) {
            waiting.put(rank, new ArrayDeque<>());
        }
    }

    /**
     * Lets the call through soon.
     *
     * @param waitMax how long it may wait for its turn
     * @param runMax after that from its beginning, its stage ends, whatever becomes of it
     */
    public <R> CompletionStage<R> submit(Rank rank, Call<R> call, Duration waitMax, Duration runMax) {
        Pending<R> entry = new Pending<>(rank, call, runMax);
        pending.add(entry);
        entry.limit(
                waitMax,
                "The call waited " + waitMax.toSeconds()
                        + " s for its turn: calls before it had no answer, or the API server asks to be left alone");
        if (add(rank, entry)) {
            letThrough();
        } else {
            entry.cut("Too many calls are waiting for this cluster");
        }
        if (closed) {
            entry.cut("The connection is closed");
        }
        return entry.result.minimalCompletionStage();
    }

    private synchronized boolean add(Rank rank, Pending<?> entry) {
        if (size() >= WAITING_MAX) {
            waiting.values().forEach(line -> line.removeIf(Pending::isOver));
        }
        return size() < WAITING_MAX && queue(rank).add(entry);
    }

    @GuardedBy("this")
    private int size() {
        return waiting.values().stream().mapToInt(Deque::size).sum();
    }

    @GuardedBy("this")
    private Deque<Pending<?>> queue(Rank rank) {
        return waiting.computeIfAbsent(rank, unused -> new ArrayDeque<>());
    }

    /** A request of such a call was answered, as {@link Api.Meter} is told. */
    public void answered(Verb verb, int code, Duration took, @Nullable Duration retryAfter) {
        if (verb == Verb.WATCH || verb == Verb.LOG || verb == Verb.LIST) {
            return;
        }
        long now = System.nanoTime();
        boolean overloaded = code == TOO_MANY_REQUESTS
                || code >= HttpURLConnection.HTTP_INTERNAL_ERROR
                || code == ApiMeter.NO_ANSWER;
        synchronized (this) {
            admission.answered(overloaded, now - took.toNanos(), now, retryAfter);
        }
    }

    private void letThrough() {
        for (@Nullable Pending<?> next = next(); next != null; next = next()) {
            next.begin();
        }
    }

    /** The next one whose turn has come, counted as under way. */
    private synchronized @Nullable Pending<?> next() {
        if (closed) {
            return null;
        }
        long now = System.nanoTime();
        Duration left = admission.leftAloneFor(now);
        if (!left.isZero()) {
            lookAgain(left.toNanos());
            return null;
        }
        Optional<Rank> rank = admission.next(waitingRanks(), now);
        if (rank.isEmpty()) {
            return null;
        }
        admission.begun(rank.get());
        return queue(rank.get()).poll();
    }

    /** Those of which a call waits, which is then the first of its queue. */
    @GuardedBy("this")
    private Set<Rank> waitingRanks() {
        Set<Rank> ranks = EnumSet.noneOf(Rank.class);
        waiting.forEach((rank, line) -> {
            while (!line.isEmpty() && line.element().isOver()) {
                line.remove();
            }
            if (!line.isEmpty()) {
                ranks.add(rank);
            }
        });
        return ranks;
    }

    @GuardedBy("this")
    private void lookAgain(long nanos) {
        if (lookedAgain) {
            return;
        }
        lookedAgain = true;
        try {
            ScheduledFuture<?> unused = timer.schedule(
                    () -> {
                        synchronized (this) {
                            lookedAgain = false;
                        }
                        letThrough();
                    },
                    nanos,
                    TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("The connection is closed", e);
        }
    }

    private void ended(Rank rank) {
        synchronized (this) {
            admission.ended(rank);
        }
        letThrough();
    }

    /** How long the API server asks to be left alone from now on, null if it does not. */
    private synchronized @Nullable Duration leftAloneFor() {
        Duration left = admission.leftAloneFor(System.nanoTime());
        return left.isZero() ? null : left;
    }

    /** Ends all calls, also those that are under way. */
    @Override
    public void close() {
        closed = true;
        List.copyOf(pending).forEach(entry -> entry.cut("The connection was closed"));
    }

    private final class Pending<R> {
        private final Rank rank;
        private final Call<R> call;
        private final Duration runMax;
        private final CompletableFuture<R> result = new CompletableFuture<>();

        @GuardedBy("this")
        private boolean begun;

        @GuardedBy("this")
        private boolean over;

        @GuardedBy("this")
        private @Nullable ScheduledFuture<?> limit;

        Pending(Rank rank, Call<R> call, Duration runMax) {
            this.rank = rank;
            this.call = call;
            this.runMax = runMax;
        }

        synchronized boolean isOver() {
            return over;
        }

        /** Ends it with that reason after a while, instead of by the limit that it had. */
        synchronized void limit(Duration max, String why) {
            forgetLimit();
            if (over) {
                return;
            }
            try {
                limit = timer.schedule(() -> cut(why), max.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                log.debug("The connection is closed", e);
            }
        }

        void begin() {
            try {
                executor.execute(this::run);
            } catch (RejectedExecutionException e) {
                cut("The connection is closed");
                ended(rank);
            }
        }

        private void run() {
            if (!mayBegin()) {
                ended(rank);
                return;
            }
            limit(runMax, "The call did not end within " + runMax.toSeconds() + " s");
            CompletionStage<R> stage;
            try {
                stage = call.begin(this::isOver);
            } catch (RuntimeException | Error e) {
                // Whatever it is, the place in the gate must be given back.
                stage = CompletableFuture.failedStage(e);
            }
            stage.whenComplete((value, failure) -> {
                try {
                    if (failure == null) {
                        finish(value);
                    } else {
                        failed(failure);
                    }
                } finally {
                    ended(rank);
                }
            });
        }

        private synchronized boolean mayBegin() {
            begun = !over;
            return begun;
        }

        private void failed(Throwable failure) {
            log.error("A call to a cluster failed in a way that it should not", failure);
            cut("Henge failed at it (" + failure + "); the Overlord's log has more");
        }

        /** Ends it without its result, unless it has ended. */
        void cut(String why) {
            boolean wasBegun;
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
                wasBegun = begun;
            }
            ApiFailure failure =
                    wasBegun ? new ApiFailure(call.cutOff(), why) : new ApiFailure(Kind.TRANSIENT, why, leftAloneFor());
            end(call.failed(failure));
        }

        private void finish(R value) {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
            }
            end(value);
        }

        private void end(R value) {
            synchronized (this) {
                forgetLimit();
            }
            pending.remove(this);
            result.complete(value);
        }

        @GuardedBy("this")
        private void forgetLimit() {
            if (limit != null) {
                limit.cancel(false);
            }
        }
    }
}
