package io.henge.druid;

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

/** Druid's own HTTP client against a server in the place of a peon. */
@Timeout(60)
class LiveReportsTest {
    private final Lifecycle lifecycle = new Lifecycle();
    private final LiveReports reports = new LiveReports(
            HttpClientInit.createClient(HttpClientConfig.builder().build(), lifecycle));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer peon;
    private volatile int status = 200;

    LiveReportsTest() throws IOException {
        peon = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        peon.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            byte[] body = "{\"rows\":7}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @BeforeEach
    void startAll() throws Exception {
        peon.start();
        lifecycle.start();
    }

    @AfterEach
    void stopAll() {
        peon.stop(0);
        lifecycle.stop();
    }

    private TaskLocation location() {
        return TaskLocation.create("127.0.0.1", peon.getAddress().getPort(), -1, false);
    }

    @Test
    void aPeonsReportIsItsAnswer() throws Exception {
        Optional<InputStream> report = reports.of("a task", location());
        try (InputStream stream = report.get()) {
            assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"rows\":7}");
        }
        assertThat(asked).containsExactly("/druid/worker/v1/chat/a%20task/liveReports");
    }

    @Test
    void aPeonThatHasNoneYetGivesNone() throws Exception {
        status = 404;
        assertThat(reports.of("task", location()).isPresent()).isFalse();
    }

    @Test
    void aPeonThatIsGoneIsAFailureThatNamesTheTask() {
        TaskLocation there = location();
        peon.stop(0);
        assertThatThrownBy(() -> reports.of("task", there))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("Task[task]", "liveReports");
    }
}
