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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server in the place of an Overlord: answers as it was told, and remembers what it was asked. */
final class StubOverlord implements AutoCloseable {
    /** One request; {@code authorization} is the empty string where none was sent. */
    record Asked(String method, String path, String body, String authorization) {}

    private record Answer(int status, String body, Optional<String> location) {}

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
                new Answer(404, "<html>not here</html>", Optional.empty()));
        answer.location().ifPresent(url -> exchange.getResponseHeaders().set("Location", url));
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** What is answered from now on to requests for a path below Henge's own, with its query. */
    StubOverlord answers(String path, int status, String body) {
        answers.put("/druid/indexer/v1/k8s" + path, new Answer(status, body, Optional.empty()));
        return this;
    }

    /** The same of what is posted there, where a question there is answered in another way. */
    void answersPost(String path, int status, String body) {
        answers.put("POST/druid/indexer/v1/k8s" + path, new Answer(status, body, Optional.empty()));
    }

    /** Sends who asks for that path on to another, as a standby does. */
    void leadsTo(String path, StubOverlord other) {
        String whole = "/druid/indexer/v1/k8s" + path;
        answers.put(whole, new Answer(307, "", Optional.of(other.url() + whole)));
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
