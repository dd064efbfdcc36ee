package io.henge.kubernetes.call;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.henge.core.cluster.ApiFailure;
import io.henge.kubernetes.call.ApiFailures.Effect;
import io.henge.kubernetes.call.JsonWalk.Reading;
import io.henge.kubernetes.document.Models;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Single requests to one API server. Each call sends exactly one request, which is why these do not go through fabric8's
 * operations, and ends within the timeout.
 */
public final class Api implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Api.class);

    /** For the answer's body, after the HTTP client's own timeout, which covers everything up to its headers. */
    private static final Duration BODY_MARGIN = Duration.ofSeconds(1);

    /** Of a failed stream's answer, in bytes: more than a Status needs. */
    private static final int REFUSAL_MAX = 64 << 10;

    /** Of an answer that is no page of Jobs or pods, in bytes: 500 nodes with all their images need 10 MiB. */
    private static final int ANSWER_MAX = 16 << 20;

    /** Of a page of Jobs or pods, in bytes; whoever asked may ask for a smaller one. */
    private static final int PAGE_MAX = 64 << 20;

    private static final String JSON = "application/json";

    private final Identity identity;

    /** What carries new requests; replaced as a whole. */
    private volatile Line line;

    private final Duration timeout;
    private final Meter meter;

    /** Told of every request; {@link ApiMeter} says what. */
    public interface Meter {
        /**
         * A request was answered, or given up.
         *
         * @param retryAfter how long the API server asks to be left alone, null if it does not
         */
        void answered(Verb verb, int code, Duration took, @Nullable Duration retryAfter);
    }

    /** What carries requests, and where to: the API server's address, with a slash at its end. */
    public record Line(HttpClient http, String root) {
        public Line {
            root = URI.create(root.endsWith("/") ? root : root + "/").toString();
        }

        HttpRequest.Builder to(String path) {
            return http.newHttpRequestBuilder().uri(root + path);
        }
    }

    public Api(Identity identity, Line line, Duration timeout, Meter meter) {
        this.identity = identity;
        this.line = line;
        this.meter = meter;
        this.timeout = timeout;
    }

    /** Who we say that we are. */
    public Identity identity() {
        return identity;
    }

    /** Sends all further requests another way; those that are under way end as they would have. */
    public void turnTo(Line other) {
        Line before = line;
        line = other;
        before.http().close();
    }

    /**
     * An answer, of success or not.
     *
     * @param date when it was given by the clock of whoever gave it, as in HTTP; null if it does not say
     * @param retryAfter how long the API server asks to be left alone, null if it does not
     */
    public record Answer(
            int code,
            String body,
            @Nullable String date,
            @Nullable Duration retryAfter) {
        public boolean isSuccess() {
            return code >= 200 && code < 300;
        }

        public <T> T as(Class<T> type) throws IOException {
            return as(type, Excerpt.ALL);
        }

        /** Reads so much of it. */
        public <T> T as(Class<T> type, Excerpt excerpt) throws IOException {
            return Json.read(body, type, excerpt);
        }

        /** What an answer other than success means. */
        public ApiFailure failure(Effect effect) {
            return ApiFailures.of(code, why(), effect).retriedAfter(retryAfter);
        }

        /** The API server's own words about a failure. */
        public String why() {
            try {
                Status status = as(Status.class);
                if (status.getMessage() != null) {
                    return status.getMessage();
                }
            } catch (IOException e) {
                // Not a Status: whoever answered, perhaps a proxy, is quoted as it is.
            }
            return body.lines().findFirst().orElse("nothing more");
        }
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return await(getAsync(path));
    }

    public Answer list(String path) throws IOException, InterruptedException {
        return await(listAsync(path));
    }

    /**
     * A part of a list, as text only where it is an answer other than success.
     *
     * @throws TooLongException if it has more than 64 MiB
     */
    public HttpResponse<byte[]> page(String path) throws IOException, InterruptedException {
        return await(
                measured(Verb.LIST, path, request -> request, (http, ready) -> WholeBody.send(http, ready, PAGE_MAX)));
    }

    /** What a page holds. */
    public static <T> ListPage<T> read(byte[] page, Reading<T> reading) throws IOException {
        return Json.readPage(page, reading);
    }

    /** Why there is no page. */
    public static Answer why(HttpResponse<byte[]> page) {
        return answer(page, new String(page.body(), StandardCharsets.UTF_8));
    }

    public Answer post(String path, Object body) throws IOException, InterruptedException {
        return await(postAsync(path, body));
    }

    /** A JSON merge patch. */
    public Answer patch(String path, Object change) throws IOException, InterruptedException {
        return await(patchAsync(path, change));
    }

    public Answer delete(String path, Object options) throws IOException, InterruptedException {
        return await(deleteAsync(path, options));
    }

    /** As {@link #get}; without an answer, its future fails with an {@link IOException}, like those of all others here. */
    public CompletableFuture<Answer> getAsync(String path) {
        return answer(Verb.GET, path, request -> request);
    }

    public CompletableFuture<Answer> listAsync(String path) {
        return answer(Verb.LIST, path, request -> request);
    }

    public CompletableFuture<Answer> postAsync(String path, Object body) {
        return answer(Verb.CREATE, path, request -> request.post(JSON, Models.TEXT.asJson(body)));
    }

    /** As {@link #patch}. */
    public CompletableFuture<Answer> patchAsync(String path, Object change) {
        return answer(
                Verb.PATCH,
                path,
                request -> request.method("PATCH", "application/merge-patch+json", Models.TEXT.asJson(change)));
    }

    public CompletableFuture<Answer> deleteAsync(String path, Object options) {
        return answer(Verb.DELETE, path, request -> request.delete(JSON, Models.TEXT.asJson(options)));
    }

    /** A watch, read while it arrives; the body is to be closed by the caller. */
    public HttpResponse<InputStream> watch(String path) throws IOException, InterruptedException {
        return await(measured(
                Verb.WATCH, path, request -> request, (http, ready) -> http.sendAsync(ready, InputStream.class)));
    }

    /** A log, read while it arrives; the body is to be closed by the caller. */
    public HttpResponse<InputStream> log(String path) throws IOException, InterruptedException {
        return await(measured(
                Verb.LOG, path, request -> request, (http, ready) -> http.sendAsync(ready, InputStream.class)));
    }

    /** A failed stream's answer, of which only the beginning is read. */
    public Answer refusal(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            return answer(response, new String(body.readNBytes(REFUSAL_MAX), StandardCharsets.UTF_8));
        }
    }

    /** The event of a watch that a line holds; what the line's array held is of no use after it. */
    public static <T> Event<T> event(ByteBuffer line, Reading<T> reading) throws IOException {
        return Json.readEvent(line, reading);
    }

    @Override
    public void close() {
        line.http().close();
    }

    private CompletableFuture<Answer> answer(Verb verb, String path, UnaryOperator<HttpRequest.Builder> request) {
        return measured(verb, path, request, (http, ready) -> WholeBody.send(http, ready, ANSWER_MAX))
                .thenApply(response -> answer(response, new String(response.body(), StandardCharsets.UTF_8)));
    }

    private static Answer answer(HttpResponse<?> response, String body) {
        return new Answer(response.code(), body, response.header("Date"), RetryAfter.of(response));
    }

    private <T> CompletableFuture<HttpResponse<T>> measured(
            Verb verb, String path, UnaryOperator<HttpRequest.Builder> request, Sending<T> sending) {
        Line through = line;
        HttpRequest ready = request.apply(through.to(path))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .build();
        long begun = System.nanoTime();
        CompletableFuture<HttpResponse<T>> sent = send(through.http(), ready, sending);
        return sent.copy()
                .orTimeout(timeout.plus(BODY_MARGIN).toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, failure) -> {
                    boolean answered = response != null;
                    meter.answered(
                            verb,
                            answered ? response.code() : ApiMeter.NO_ANSWER,
                            Duration.ofNanos(System.nanoTime() - begun),
                            answered ? RetryAfter.of(response) : null);
                    if (answered) {
                        return response;
                    }
                    sent.cancel(true);
                    var unused = sent.thenAccept(Api::discard);
                    throw new CompletionException(withoutAnswer(failure));
                });
    }

    /** One way to take an answer. */
    private interface Sending<T> {
        CompletableFuture<HttpResponse<T>> begin(HttpClient http, HttpRequest ready);
    }

    private static <T> CompletableFuture<HttpResponse<T>> send(HttpClient http, HttpRequest ready, Sending<T> sending) {
        try {
            return sending.begin(http, ready);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(new NotSentException("the connection is closed", e));
        }
    }

    private IOException withoutAnswer(@Nullable Throwable failure) {
        @Nullable Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof TimeoutException) {
            HttpTimeoutException late = new HttpTimeoutException("No answer within " + timeout);
            late.initCause(cause);
            return late;
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }

    private static <T> T await(CompletableFuture<T> answer) throws IOException, InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            var unused = answer.thenAccept(Api::discard);
            throw e;
        }
    }

    /** Nobody reads what came too late: its connection would be kept for it. */
    private static void discard(@Nullable Object late) {
        if (late instanceof HttpResponse<?> response && response.body() instanceof InputStream body) {
            try (body) {
                log.debug("An answer came when nobody waited for it any more");
            } catch (IOException e) {
                log.debug("An answer that came too late had broken", e);
            }
        }
    }
}
