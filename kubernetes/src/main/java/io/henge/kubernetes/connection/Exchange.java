package io.henge.kubernetes.connection;

import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.Api.Answer;
import io.henge.kubernetes.call.NotSentException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one call, one after the other. None is sent once nobody waits for the call any more: by then another call
 * may do the same, and a Secret that this one takes back may be that one's.
 *
 * @param over whether nobody waits any more
 */
record Exchange(Api api, BooleanSupplier over) {
    /** What an answer leads to; it may not be what was expected. */
    @FunctionalInterface
    interface Reading<R> {
        CompletionStage<R> of(Answer answer) throws IOException;
    }

    CompletableFuture<Answer> get(String path) {
        return send(() -> api.getAsync(path));
    }

    CompletableFuture<Answer> post(String path, Object body) {
        return send(() -> api.postAsync(path, body));
    }

    CompletableFuture<Answer> patch(String path, Object change) {
        return send(() -> api.patchAsync(path, change));
    }

    CompletableFuture<Answer> delete(String path, Object options) {
        return send(() -> api.deleteAsync(path, options));
    }

    private CompletableFuture<Answer> send(Supplier<CompletableFuture<Answer>> request) {
        return over.getAsBoolean()
                ? CompletableFuture.failedFuture(new NotSentException(
                        "its call had ended before", new IllegalStateException("Nobody waits for it")))
                : request.get();
    }

    /** Goes on with the answer, or with what it means that there is none, or none that can be read. */
    static <R> CompletionStage<R> then(
            CompletableFuture<Answer> request, Reading<R> reading, Function<IOException, R> without) {
        return request.handle((answer, failure) -> {
                    if (failure != null) {
                        return CompletableFuture.<R>completedStage(without.apply(reasonOf(failure)));
                    }
                    try {
                        return reading.of(answer);
                    } catch (IOException e) {
                        return CompletableFuture.<R>completedStage(without.apply(e));
                    }
                })
                .thenCompose(Function.identity());
    }

    private static IOException reasonOf(Throwable failure) {
        @Nullable Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof IOException io ? io : new IOException(cause);
    }
}
