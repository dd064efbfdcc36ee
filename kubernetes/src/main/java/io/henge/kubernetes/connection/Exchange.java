package io.henge.kubernetes.connection;

import io.henge.kubernetes.call.Api.Answer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What follows an answer, or none. */
final class Answered {
    private Answered() {}

    /** What an answer leads to; it may not be what was expected. */
    @FunctionalInterface
    interface Reading<R> {
        CompletionStage<R> of(Answer answer) throws IOException;
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
