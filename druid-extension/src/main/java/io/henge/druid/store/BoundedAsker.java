package io.henge.druid.store;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.druid.java.util.common.concurrent.Execs;

/**
 * Asks something that blocks, on a few threads of its own: with a bound on how many questions wait, and on how long an
 * answer is waited for. Safe for use by several threads.
 */
public final class BoundedAsker implements AutoCloseable {
    private final ThreadPoolExecutor threads;
    private final Duration answerMax;

    /**
     * @param name of the threads, with {@code %d} for their number
     * @param queueMax how many questions may wait; further ones fail at once
     * @param answerMax after which an answer is no longer waited for, counted from the question, where nothing else is said
     */
    public BoundedAsker(String name, int threadCount, int queueMax, Duration answerMax) {
        this.threads = new ThreadPoolExecutor(
                threadCount,
                threadCount,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queueMax),
                Execs.makeThreadFactory(name));
        this.answerMax = answerMax;
        threads.prestartAllCoreThreads();
    }

    /** Never blocks; the stage ends in time, and exceptionally where the question could not be asked or failed. */
    public <T> CompletionStage<T> ask(Callable<T> question) {
        return ask(question, answerMax);
    }

    /** The same with another limit; a question that is still being answered then is interrupted. */
    public <T> CompletionStage<T> ask(Callable<T> question, Duration limit) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        FutureTask<?> work = new FutureTask<>(() -> answer(question, answer), null);
        try {
            threads.execute(work);
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(e);
        }
        var unused = answer.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).whenComplete((given, failure) -> {
            if (failure instanceof TimeoutException) {
                threads.remove(work);
                work.cancel(true);
            }
        });
        return answer;
    }

    private static <T> void answer(Callable<T> question, CompletableFuture<T> answer) {
        try {
            answer.complete(question.call());
        } catch (Exception e) {
            answer.completeExceptionally(e);
        }
    }

    /** Interrupts its threads and waits for nothing; what still waits to be asked runs into its time limit. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
