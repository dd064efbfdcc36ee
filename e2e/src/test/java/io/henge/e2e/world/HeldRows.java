package io.henge.e2e.world;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Input files over HTTP that stop in the middle, so that whoever reads one is caught in the middle of its work: of the
 * first answer for each file only the first row is sent until {@link #release()}, later answers are sent as a whole.
 *
 * <p>Each row says which file it is from and in which answer for it, counted from 1: the rows that arrived tell who read
 * them.
 */
final class HeldRows implements AutoCloseable {
    static final int ROWS_PER_FILE = 1_000;

    /** Of the numbers, counted from 0, that the rows of a file have. */
    static final int SUM_PER_FILE = ROWS_PER_FILE * (ROWS_PER_FILE - 1) / 2;

    private final int files;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();

    HeldRows(int files) throws IOException {
        this.files = files;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** The rows that a data source holds: how many there are of each file and answer. */
    static Map<String, Integer> rows(Map<Integer, Integer> answerOfFile) {
        Map<String, Integer> rows = new TreeMap<>();
        answerOfFile.forEach((file, answer) -> rows.put(key(Integer.toString(file), answer), ROWS_PER_FILE));
        return rows;
    }

    static String key(String file, int answer) {
        return "file " + file + ", answer " + answer;
    }

    /** A task that reads all files, one by each of its sub-tasks, or by itself if there is but one file. */
    String task(String dataSource) {
        return task(dataSource, IntStream.range(0, files).boxed().toList());
    }

    /** A task that reads these files, as {@link #task(String)} does. */
    String task(String dataSource, List<Integer> read) {
        List<String> uris = new ArrayList<>();
        for (int file : read) {
            uris.add("\"http://" + server.getAddress().getHostString() + ":"
                    + server.getAddress().getPort() + "/" + file + "\"");
        }
        // The interval is given, so that nothing is asked of the Overlord between the first row and the publish.
        return """
                {"type":"index_parallel","spec":{
                  "dataSchema":{"dataSource":"%s","timestampSpec":{"column":"t","format":"iso"},
                    "dimensionsSpec":{"dimensions":["file",{"type":"long","name":"answer"},{"type":"long","name":"row"}]},
                    "granularitySpec":{"segmentGranularity":"DAY","rollup":false,"intervals":["2000-01-01/2000-01-02"]}},
                  "ioConfig":{"type":"index_parallel","inputSource":{"type":"http","uris":%s},
                    "inputFormat":{"type":"json","assumeNewlineDelimited":true}},
                  "tuningConfig":{"type":"index_parallel","maxNumConcurrentSubTasks":%d,"taskStatusCheckPeriodMs":500,
                    "partitionsSpec":{"type":"dynamic"}}}}
                """.formatted(dataSource, uris, read.size());
    }

    /** How many files were asked for at least once. */
    int filesAsked() {
        return answers.size();
    }

    /** How many times a file was asked for. */
    int timesAsked(int file) {
        return answers.getOrDefault(Integer.toString(file), 0);
    }

    /** Sends the rest of the first answers. */
    void release() {
        for (int file = 0; file < files; file++) {
            release(file);
        }
    }

    /** Sends the rest of the first answer for a file. */
    void release(int file) {
        latch(Integer.toString(file)).countDown();
    }

    private CountDownLatch latch(String file) {
        return held.computeIfAbsent(file, name -> new CountDownLatch(1));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String file = exchange.getRequestURI().getPath().substring(1);
        int answer = answers.merge(file, 1, Integer::sum);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            for (int row = 0; row < ROWS_PER_FILE; row++) {
                body.write("{\"t\":\"2000-01-01T00:00:00Z\",\"file\":\"%s\",\"answer\":%d,\"row\":%d}\n"
                        .formatted(file, answer, row)
                        .getBytes(StandardCharsets.UTF_8));
                if (row == 0 && answer == 1) {
                    body.flush();
                    latch(file).await();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        threads.shutdownNow();
    }
}
