package io.henge.druid.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.henge.core.attempt.Location;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.druid.java.util.common.lifecycle.Lifecycle;
import org.apache.druid.java.util.http.client.HttpClientConfig;
import org.apache.druid.java.util.http.client.HttpClientInit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peons asked over HTTP whether they live, with Druid's own client. */
@Timeout(30)
class DruidPeonsTest {
    private final Lifecycle lifecycle = new Lifecycle();
    private final DruidPeons peons = new DruidPeons(
            new AnnouncedPeons(Optional.empty()),
            HttpClientInit.createClient(HttpClientConfig.builder().build(), lifecycle));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer peon;
    private volatile int code = 200;

    @BeforeEach
    void startPeon() throws Exception {
        lifecycle.start();
        peon = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        peon.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(code, -1);
            exchange.close();
        });
        peon.start();
    }

    @AfterEach
    void stopPeon() {
        peons.close();
        peon.stop(0);
        lifecycle.stop();
    }

    private boolean answers(int port) {
        return peons.answers(new Location("127.0.0.1", port, -1, "pod"))
                .toCompletableFuture()
                .join();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 401, 404, 503})
    void anyAnswerIsOne(int status) {
        code = status;
        assertThat(answers(peon.getAddress().getPort())).isTrue();
        assertThat(asked).containsExactly("GET /status/health");
    }

    @Test
    void whereNobodyListensNobodyAnswers() {
        int port = peon.getAddress().getPort();
        peon.stop(0);
        assertThat(answers(port)).isFalse();
    }

    @Test
    void whoeverSaysNothingDoesNotAnswer() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(answers(mute.getLocalPort())).isFalse();
        }
    }

    @Test
    void aPlaceWithoutAPortDoesNotAnswer() {
        assertThat(answers(-1)).isFalse();
    }

    @Test
    void afterItsEndNobodyAnswers() {
        peons.close();
        assertThat(answers(peon.getAddress().getPort())).isFalse();
    }
}
