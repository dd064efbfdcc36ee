package io.henge.demo.world;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.henge.demo.process.PartFailed;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Work side by side that fails as one: the first failure interrupts everything else. */
final class Steps implements AutoCloseable {
    private static final Duration END_LIMIT = Duration.ofSeconds(30);

    // As many threads as steps, because steps wait for each other.
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "henge-step");
        thread.setDaemon(true);
        return thread;
    });
    private final ExecutorCompletionService<Object> completions = new ExecutorCompletionService<>(threads);
    private int begun;

    /** Begins a step. Called by one thread, as is {@link #awaitAll()}. */
    @CanIgnoreReturnValue
    <T> Future<T> begin(Callable<T> step) {
        begun++;
        Future<T> result = threads.submit(step);
        @SuppressWarnings("unused")
        Future<Object> completion = completions.submit(() -> result.get());
        return result;
    }

    /** Waits for all steps, or throws what made the first one fail. */
    void awaitAll() throws InterruptedException {
        for (int i = 0; i < begun; i++) {
            try {
                completions.take().get();
            } catch (ExecutionException e) {
                throw unchecked(e);
            }
        }
    }

    /** The failure of a step, as it was thrown. */
    static RuntimeException unchecked(ExecutionException failure) throws InterruptedException {
        Throwable cause = failure;
        while (cause instanceof ExecutionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof InterruptedException || cause instanceof CancellationException) {
            throw new InterruptedException("interrupted while bringing the world up");
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new PartFailed(cause.toString(), cause);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
