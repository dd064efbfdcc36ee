package io.henge.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server in the place of an Overlord: answers as it was told, and remembers what it was asked. */
final class StubOverlord implements AutoCloseable {
    /** One request; {@code authorization} is the empty string where none was sent. */
    record Asked(String method, String path, String body, String authorization) {}

    private record Answer(int status, String body, Map<String, String> headers) {}

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    StubOverlord() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        synchronized (asked) {
            asked.add(new Asked(exchange.getRequestMethod(), path, body, authorization));
            asked.notifyAll();
        }
        Answer answer = answers.getOrDefault(
                answers.containsKey(exchange.getRequestMethod() + path) ? exchange.getRequestMethod() + path : path,
                new Answer(404, "<html>not here</html>", Map.of()));
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** What is answered from now on to requests for a path below Henge's own, with its query. */
    StubOverlord answers(String path, int status, String body) {
        answers.put("/druid/indexer/v1/k8s" + path, new Answer(status, body, Map.of()));
        return this;
    }

    /** The same with headers: names and values by turns. */
    void answersWith(String path, String body, String... headers) {
        Map<String, String> all = new TreeMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        answers.put("/druid/indexer/v1/k8s" + path, new Answer(200, body, all));
    }

    /** The same of what is posted there, where a question there is answered in another way. */
    void answersPost(String path, int status, String body) {
        answers.put("POST/druid/indexer/v1/k8s" + path, new Answer(status, body, Map.of()));
    }

    /** Sends who asks for that path on to another, as a standby does. */
    void leadsTo(String path, StubOverlord other) {
        String whole = "/druid/indexer/v1/k8s" + path;
        answers.put(whole, new Answer(307, "", Map.of("Location", other.url() + whole)));
    }

    /** Returns when a path below Henge's own has been asked for so often; the test's own limit ends a wait without end. */
    void await(String path, int times) throws InterruptedException {
        synchronized (asked) {
            while (asked.stream().filter(one -> one.path().endsWith(path)).count() < times) {
                asked.wait();
            }
        }
    }

    List<Asked> asked() {
        return asked;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
