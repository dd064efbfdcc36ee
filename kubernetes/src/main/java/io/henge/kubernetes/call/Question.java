package io.henge.kubernetes.call;

import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.henge.kubernetes.call.Api.Line;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A request that reads a little, of which no meter hears: it only shows whether somebody answers. */
public final class Question {
    /** Of its answer, in bytes; whoever has more to say has not understood it. */
    private static final int ANSWER_MAX = 1 << 20;

    private Question() {}

    /**
     * Asks, and returns at once. Without an answer, the future fails.
     *
     * <p>The line's client speaks HTTP/1.1: a connection has one question at a time, and carries another one only when that was
     * answered to its end. A connection whose question has had no answer within the limit, or was given up, is closed.
     *
     * @param limit until the answer has begun; to end it before, or later, cancel the future
     */
    public static CompletableFuture<HttpResponse<byte[]>> ask(Line through, String path, Duration limit) {
        try {
            HttpRequest ready = through.to(path)
                    .timeout(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS)
                    .build();
            return WholeBody.send(through.http(), ready, ANSWER_MAX);
        } catch (RuntimeException e) {
            // The client is closed, or does not take what the request carries.
            return CompletableFuture.failedFuture(new NotSentException(ApiFailures.named(e), e));
        }
    }
}
