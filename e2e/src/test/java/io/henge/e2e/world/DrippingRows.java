package io.henge.e2e.world;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An input file over HTTP that goes on for as long as a test needs it to: a row every two seconds, each of a day of its own,
 * so that whoever reads it asks the Overlord for one more segment every time.
 */
final class DrippingRows implements AutoCloseable {
    private static final long PAUSE_MILLIS = 2_000;
    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch enough = new CountDownLatch(1);
    private final AtomicInteger readers = new AtomicInteger();
    private final AtomicInteger rows = new AtomicInteger();

    DrippingRows() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** A task that reads the file, once: it does not have to look for the days first. */
    String task(String dataSource) {
        return """
                {"type":"index_parallel","spec":{
                  "dataSchema":{"dataSource":"%s","timestampSpec":{"column":"t","format":"iso"},
                    "dimensionsSpec":{"dimensions":["file"]},
                    "granularitySpec":{"segmentGranularity":"DAY","rollup":false,"intervals":["2000-01-01/2001-01-01"]}},
                  "ioConfig":{"type":"index_parallel","appendToExisting":true,
                    "inputSource":{"type":"http","uris":["http://%s:%d/"]},
                    "inputFormat":{"type":"json","assumeNewlineDelimited":true}},
                  "tuningConfig":{"type":"index_parallel","maxNumConcurrentSubTasks":1,
                    "partitionsSpec":{"type":"dynamic"}}}}
                """.formatted(
                        dataSource,
                        server.getAddress().getHostString(),
                        server.getAddress().getPort());
    }

    /** How many have begun to read. */
    int readers() {
        return readers.get();
    }

    /** How many rows were sent. */
    int sent() {
        return rows.get();
    }

    /** Ends the file. */
    void finish() {
        enough.countDown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        readers.incrementAndGet();
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            do {
                LocalDate day = FIRST_DAY.plusDays(rows.getAndIncrement());
                // Whoever reads lines waits for the end of a buffer otherwise.
                body.write("{\"t\":\"%sT00:00:00Z\",\"file\":\"drip\"}%s\n"
                        .formatted(day, " ".repeat(16_384))
                        .getBytes(StandardCharsets.UTF_8));
                body.flush();
            } while (!enough.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finish();
        server.stop(0);
        threads.shutdownNow();
    }
}
