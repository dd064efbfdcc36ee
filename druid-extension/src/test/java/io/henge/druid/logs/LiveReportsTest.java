package io.henge.druid.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Optional;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.druid.indexer.TaskLocation;
import org.apache.druid.java.util.common.lifecycle.Lifecycle;
import org.apache.druid.java.util.http.client.HttpClientConfig;
import org.apache.druid.java.util.http.client.HttpClientInit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports asked of a peon's HTTP server, with Druid's own client. */
@Timeout(30)
class LiveReportsTest {
    private final Lifecycle lifecycle = new Lifecycle();
    private final LiveReports reports = new LiveReports(
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
            byte[] body = "{\"rows\":7}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        peon.start();
    }

    @AfterEach
    void stopPeon() {
        peon.stop(0);
        lifecycle.stop();
    }

    private Optional<InputStream> ask(String task) throws IOException {
        return reports.of(
                task, TaskLocation.create("127.0.0.1", peon.getAddress().getPort(), -1));
    }

    @Test
    void theReportIsWhatThePeonSays() throws Exception {
        try (InputStream report = ask("index_a").get()) {
            assertThat(new String(report.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"rows\":7}");
        }
        assertThat(asked).containsExactly("GET /druid/worker/v1/chat/index_a/liveReports");
    }

    @Test
    void anOddTaskIdReachesThePeonAsItIs() throws Exception {
        assertThat(ask("a b:c").isPresent()).isTrue();
        assertThat(asked).singleElement().asString().contains("a%20b%3Ac");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500, 503})
    void aPeonThatHasNoneYetOrNoMoreHasNoReport(int answer) throws Exception {
        code = answer;
        assertThat(ask("a").isPresent()).isFalse();
    }

    @Test
    void aPeonThatIsGoneIsToldWithItsAddress() {
        peon.stop(0);
        assertThatThrownBy(() -> ask("a"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Task[a]")
                .hasMessageContaining("127.0.0.1");
    }
}
