package io.henge.bench.stub;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.henge.bench.stub.Kept.Event;
import io.henge.bench.stub.Kept.Page;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The API of a {@link StubCluster}: create, get, list by pages, watch, delete, and a line of log. Selectors are not looked
 * at, since one Druid alone uses it.
 */
final class StubClusterApi {
    static final String HANG = "/stub/hang";
    static final String STORM = "/stub/storm";
    static final String CREATED = "/stub/created";
    static final String ENDED = "/stub/ended";
    static final String DELETED = "/stub/deleted";
    static final String JOBS = "/apis/batch/v1/namespaces/henge/jobs";
    static final String COUNT = "/stub/jobs";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STUB = "/stub/";
    private static final int BACKLOG = 1_000;
    private static final long LOOK_MILLIS = 1_000;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final long STORM_MILLIS = 3_000;

    /** What each request that is under way adds in a storm. Those of one Henge stay within its timeout of 10 s. */
    private static final long STORM_MILLIS_EACH = 100;

    private final StubCluster cluster;
    private final CountDownLatch never = new CountDownLatch(1);

    /** Once set, nothing is answered any more. */
    private volatile boolean hangs;

    /** Once set, each request takes seconds, longer the more are under way, and every other one is refused. */
    private volatile boolean storms;

    private final AtomicInteger inStorm = new AtomicInteger();
    private final AtomicInteger everInStorm = new AtomicInteger();

    StubClusterApi(StubCluster cluster) {
        this.cluster = cluster;
    }

    /** Starts to listen; returns the URL. */
    String start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith(STUB)) {
                send(exchange, 200, told(path));
                return;
            }
            if (hangs) {
                never.await();
            }
            answer(exchange, path, query(exchange));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            e.printStackTrace();
            throw e;
        }
    }

    private String told(String path) throws IOException {
        hangs |= path.equals(HANG);
        storms |= path.equals(STORM);
        return switch (path) {
            case CREATED -> JSON.writeValueAsString(cluster.created());
            case ENDED -> JSON.writeValueAsString(cluster.ended());
            case DELETED -> JSON.writeValueAsString(cluster.deleted());
            default -> Integer.toString(cluster.jobs().size());
        };
    }

    /** Takes as long as a request does in the storm; whether it is refused then. */
    private boolean refusesInStorm() throws InterruptedException {
        int underWay = inStorm.incrementAndGet();
        try {
            boolean unused = never.await(STORM_MILLIS + underWay * STORM_MILLIS_EACH, TimeUnit.MILLISECONDS);
            return everInStorm.incrementAndGet() % 2 == 0;
        } finally {
            inStorm.decrementAndGet();
        }
    }

    private void answer(HttpExchange exchange, String path, Map<String, String> query)
            throws IOException, InterruptedException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (storms && refusesInStorm()) {
            exchange.getResponseHeaders().add("Retry-After", "1");
            send(exchange, TOO_MANY_REQUESTS, status("TooManyRequests"));
            return;
        }
        String last = path.substring(path.lastIndexOf('/') + 1);
        boolean all = last.equals("jobs") || last.equals("pods");
        switch (exchange.getRequestMethod()) {
            case "POST" -> {
                @Nullable ObjectNode made = cluster.create(JSON.readTree(body));
                send(exchange, made == null ? 409 : 201, made == null ? status("AlreadyExists") : made.toString());
            }
            case "DELETE" -> {
                cluster.delete(last);
                send(exchange, 200, status("Success"));
            }
            default -> {
                if (all) {
                    Kept kind = last.equals("jobs") ? cluster.jobs() : cluster.pods();
                    if (query.containsKey("watch")) {
                        watch(exchange, kind, Long.parseLong(query.getOrDefault("resourceVersion", "1")));
                    } else {
                        send(exchange, 200, list(last, kind, query));
                    }
                } else if (last.equals("log")) {
                    send(exchange, 200, "a line of log\n");
                } else {
                    @Nullable ObjectNode job = cluster.jobs().find(last);
                    send(exchange, job == null ? 404 : 200, job == null ? status("NotFound") : job.toString());
                }
            }
        }
    }

    private static String list(String kind, Kept objects, Map<String, String> query) {
        Page page = objects.list(query.get("continue"), Integer.parseInt(query.getOrDefault("limit", "500")));
        String type = kind.equals("jobs")
                ? "\"kind\":\"JobList\",\"apiVersion\":\"batch/v1\""
                : "\"kind\":\"PodList\",\"apiVersion\":\"v1\"";
        String next = page.next() == null ? "" : ",\"continue\":\"" + page.next() + "\"";
        return "{" + type + ",\"metadata\":{\"resourceVersion\":\"" + page.version() + "\"" + next + "},\"items\":["
                + String.join(",", page.items()) + "]}";
    }

    /** Until the client goes, or the process ends; the server that Henge asks to end its watches may do so late. */
    private void watch(HttpExchange exchange, Kept kind, long from) throws IOException, InterruptedException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        long point = from;
        try (OutputStream body = exchange.getResponseBody()) {
            body.flush();
            while (true) {
                for (Event event : kind.after(point, LOOK_MILLIS)) {
                    if (hangs) {
                        never.await();
                    }
                    body.write(event.line().getBytes(StandardCharsets.UTF_8));
                    point = event.version();
                }
                body.flush();
            }
        }
    }

    private static String status(String reason) {
        return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"message\":\"" + reason + "\"}";
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new TreeMap<>();
        @Nullable String raw = exchange.getRequestURI().getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                query.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private static void send(HttpExchange exchange, int code, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
