package io.henge.druid.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.henge.core.attempt.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peons asked over HTTP whether they live. */
@Timeout(30)
class DruidPeonsTest {
    private final DruidPeons peons = new DruidPeons(new AnnouncedPeons(Optional.empty()));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer peon;
    private volatile int code = 200;

    @BeforeEach
    void startPeon() throws Exception {
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
    void whoeverSaysNothingKeepsNobodyFromBeingHeard() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 150; i++) {
                var unused = peons.answers(new Location("127.0.0.1", mute.getLocalPort(), -1, "mute-" + i));
            }
            assertThat(answers(peon.getAddress().getPort())).isTrue();
        }
    }

    @Test
    void whoeverIsNotTrustedHasAnswered() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread odd = new Thread(() -> sayNoTls(server));
            odd.start();
            Location tls = new Location("127.0.0.1", -1, server.getLocalPort(), "pod");
            assertThat(peons.answers(tls).toCompletableFuture().join()).isTrue();
            odd.join();
        }
    }

    private static void sayNoTls(ServerSocket server) {
        try (Socket connection = server.accept()) {
            connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
