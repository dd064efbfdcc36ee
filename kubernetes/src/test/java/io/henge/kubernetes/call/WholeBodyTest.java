package io.henge.kubernetes.call;

import static io.henge.kubernetes.stub.BoundedWaits.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An API server that never comes to an end. */
class WholeBodyTest {
    private static final int MAX = 2 << 20;

    /** What the sockets hold beside it. */
    private static final int BETWEEN_MAX = 16 << 20;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient.Factory clients = new JdkHttpClientFactory();
    private final HttpClient http = clients.newBuilder().build();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicBoolean cutOff = new AtomicBoolean();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/endless/", this::endless);
        server.createContext("/some", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().add("Date", "today");
                byte[] body = "gr\u00fc\u00df".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(201, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void close() {
        http.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void endless(HttpExchange exchange) {
        try (exchange) {
            exchange.sendResponseHeaders(
                    Integer.parseInt(exchange.getRequestURI().getPath().substring(9)), 0);
            byte[] more = new byte[64 << 10];
            while (true) {
                exchange.getResponseBody().write(more);
                sent.addAndGet(more.length);
            }
        } catch (IOException e) {
            cutOff.set(true);
        }
    }

    private CompletableFuture<HttpResponse<byte[]>> send(String path) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
        return WholeBody.send(http, http.newHttpRequestBuilder().uri(url).build(), MAX);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 403})
    void anAnswerWithoutAnEndIsGivenUp(int code) {
        Throwable failure = catchThrowable(() -> send("/endless/" + code).get(20, TimeUnit.SECONDS));
        assertThat(failure).hasRootCauseMessage("The answer is longer than 2 MiB and was not read to its end");
        until(cutOff::get);
        assertThat(sent.get()).isLessThan(MAX + BETWEEN_MAX);
    }

    @Test
    void whatNobodyWaitsForIsEnded() {
        CompletableFuture<HttpResponse<byte[]>> answer = send("/endless/200");
        answer.cancel(true);
        assertThat(answer).isCancelled();
        until(() -> cutOff.get() || sent.get() == 0);
        assertThat(sent.get()).isLessThan(MAX + BETWEEN_MAX);
    }

    @Test
    void anotherIsWhole() throws Exception {
        HttpResponse<byte[]> answer = send("/some").get(20, TimeUnit.SECONDS);
        assertThat(answer.code()).isEqualTo(201);
        assertThat(answer.header("Date")).isNotNull();
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("gr\u00fc\u00df");
    }
}
