package io.henge.kubernetes.call;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The body of an answer, held whole. One that is longer than it may be is given up, so that no cluster fills the heap. */
final class WholeBody implements AsyncBody.Consumer<List<ByteBuffer>> {
    private final int max;
    private final ConcurrentLinkedQueue<ByteBuffer> parts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger length = new AtomicInteger();
    private final CompletableFuture<HttpResponse<byte[]>> answer = new CompletableFuture<>();

    private WholeBody(int max) {
        this.max = max;
    }

    /**
     * Sends a request. Whoever cancels the future ends it.
     *
     * @param max of the answer's body, in bytes
     */
    static CompletableFuture<HttpResponse<byte[]>> send(HttpClient http, HttpRequest request, int max) {
        WholeBody body = new WholeBody(max);
        CompletableFuture<HttpResponse<AsyncBody>> head = http.consumeBytes(request, body);
        var unused = head.whenComplete((response, failure) -> {
            if (failure == null) {
                body.read(response);
            } else {
                body.fail(failure);
            }
        });
        var unusedToo = body.answer.whenComplete((whole, failure) -> {
            if (failure != null) {
                head.cancel(true);
                var unusedAsWell = head.thenAccept(response -> response.body().cancel());
            }
        });
        return body.answer;
    }

    private void read(HttpResponse<AsyncBody> response) {
        var unused = response.body().done().whenComplete((done, failure) -> {
            if (failure == null) {
                answer.complete(new Whole(response, joined()));
            } else {
                fail(failure);
            }
        });
        response.body().consume();
    }

    private void fail(Throwable failure) {
        answer.completeExceptionally(
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure);
    }

    @Override
    public void consume(List<ByteBuffer> more, AsyncBody body) {
        int size = more.stream().mapToInt(ByteBuffer::remaining).sum();
        if (answer.isDone() || length.addAndGet(size) > max) {
            fail(new TooLongException(max));
            parts.clear();
            body.cancel();
            return;
        }
        parts.addAll(more);
        body.consume();
    }

    private byte[] joined() {
        ByteBuffer whole = ByteBuffer.allocate(length.get());
        parts.forEach(whole::put);
        return whole.array();
    }

    /** The answer with its body. */
    private static final class Whole implements HttpResponse<byte[]> {
        private final HttpResponse<?> head;
        private final byte[] body;

        Whole(HttpResponse<?> head, byte[] body) {
            this.head = head;
            this.body = body;
        }

        @Override
        public byte[] body() {
            return body;
        }

        @Override
        public int code() {
            return head.code();
        }

        @Override
        public HttpRequest request() {
            return head.request();
        }

        @Override
        public Optional<HttpResponse<?>> previousResponse() {
            return head.previousResponse();
        }

        @Override
        public List<String> headers(String key) {
            return head.headers(key);
        }

        @Override
        public Map<String, List<String>> headers() {
            return head.headers();
        }
    }
}
