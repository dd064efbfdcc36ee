package io.henge.kubernetes.stub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.henge.kubernetes.document.Models;
import io.henge.shaded.jackson.databind.JsonNode;
import io.henge.shaded.jackson.databind.node.ArrayNode;
import io.henge.shaded.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bit of an API server that keeps objects: makes, changes, lists and deletes them, gives them uids, fills in tokens, and only tries
 * where it is a dry run. Allows everything but what it is told not to.
 */
public final class ObjectServer implements AutoCloseable {
    private static final String TOKEN = "kubernetes.io/service-account-token";

    static {
        // Else each answer waits 40 ms for the acknowledgment of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;

    /** By their paths. */
    @GuardedBy("this")
    private final Map<String, ObjectNode> objects = new TreeMap<>();

    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final Set<String> forbidden = new CopyOnWriteArraySet<>();
    private volatile boolean fillsTokens = true;
    private volatile int changesMax = Integer.MAX_VALUE;
    private volatile Runnable uponChange = () -> {};

    @GuardedBy("this")
    private int uids;

    public ObjectServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Everything that was changed, such as {@code POST api/v1/namespaces}, but for what was only tried. */
    public List<String> changes() {
        return List.copyOf(changes);
    }

    /** Answers 403 from now on to such requests, such as {@code POST roles}. */
    public void forbid(String methodAndPlural) {
        forbidden.add(methodAndPlural);
    }

    /** Has that done whenever an object is changed, before that is answered. */
    public void uponChange(Runnable done) {
        uponChange = done;
    }

    public void allowAll() {
        forbidden.clear();
    }

    public void fillTokens(boolean on) {
        fillsTokens = on;
    }

    /** Answers 500 to every change after so many from now on. */
    public void breakAfter(int count) {
        changesMax = changes.size() + count;
    }

    /** The paths of all objects. */
    public synchronized List<String> paths() {
        return List.copyOf(objects.keySet());
    }

    public synchronized JsonNode object(String path) {
        return objects.getOrDefault(path, Models.JSON.createObjectNode()).deepCopy();
    }

    /** As if somebody else had made it; its path is that of its collection and its name. */
    public synchronized void put(String collection, String json) throws IOException {
        ObjectNode object = (ObjectNode) Models.JSON.readTree(json);
        if (collection.contains("/namespaces/")) {
            ((ObjectNode) object.get("metadata"))
                    .put("namespace", collection.replaceFirst(".*/namespaces/([^/]+)/.*", "$1"));
        }
        store(collection + "/" + object.at("/metadata/name").asText(), object);
    }

    /** As if somebody else had deleted it. */
    public synchronized void remove(String path) {
        objects.keySet().removeIf(place -> place.equals(path) || isBelow(place, path));
    }

    private synchronized void store(String path, ObjectNode object) {
        ((ObjectNode) object.get("metadata")).put("uid", "uid-" + ++uids + "-of-" + port());
        if (fillsTokens && TOKEN.equals(object.path("type").asText())) {
            object.putObject("data").put("token", encoded("token-" + uids));
        }
        objects.put(path, object);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] bytes = Models.JSON.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.code(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private record Answer(int code, JsonNode body) {
        static Answer status(int code, String message) {
            return new Answer(
                    code, Models.JSON.createObjectNode().put("kind", "Status").put("message", message));
        }
    }

    private synchronized Answer answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath().substring(1);
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        JsonNode body = Models.JSON.readTree(exchange.getRequestBody().readAllBytes());
        // As with real ones, the options of a deletion are those of its body, if there is one.
        boolean dry =
                method.equals("DELETE") ? body.at("/dryRun/0").asText().equals("All") : query.contains("dryRun=All");
        if (path.equals("version") || path.endsWith("reviews")) {
            return new Answer(200, Models.JSON.readTree("""
                    {"gitVersion":"v1.34.4","status":{"allowed":true,"userInfo":{"username":"henge-overlord"}}}"""));
        }
        if (forbidden.stream().anyMatch(some -> isOf(some, method, path))) {
            return Answer.status(403, "User \"anna\" cannot do that to " + path);
        }
        if (!method.equals("GET") && !dry) {
            if (changes.size() >= changesMax) {
                return Answer.status(500, "etcd is away");
            }
            changes.add(method + " " + path);
        }
        return switch (method) {
            case "GET" -> objects.containsKey(path) ? new Answer(200, objects.get(path)) : list(path, query);
            case "POST" -> make(path, (ObjectNode) body, dry);
            case "PATCH" -> change(path, body, dry);
            default -> delete(path, body, dry);
        };
    }

    private static boolean isOf(String methodAndPlural, String method, String path) {
        String plural = methodAndPlural.substring(methodAndPlural.indexOf(' ') + 1);
        return methodAndPlural.startsWith(method + " ")
                && (path.endsWith("/" + plural) || path.contains("/" + plural + "/"));
    }

    private synchronized Answer list(String path, String query) {
        if (!path.matches(".*/namespaces/[^/]+/[a-z]+")) {
            return Answer.status(404, path + " not found");
        }
        ObjectNode list = Models.JSON.createObjectNode().put("kind", "List").put("apiVersion", "v1");
        ArrayNode items = list.putArray("items");
        objects.forEach((place, object) -> {
            boolean chosen =
                    object.at("/metadata/labels").propertyStream().anyMatch(label -> query.contains(label.getKey()));
            if (place.matches(Pattern.quote(path) + "/[^/]+") && (chosen || !query.contains("labelSelector"))) {
                items.add(object);
            }
        });
        return new Answer(200, list);
    }

    private synchronized Answer make(String path, ObjectNode object, boolean dry) {
        @Nullable String namespace = object.at("/metadata/namespace").textValue();
        String place = path + "/" + object.at("/metadata/name").asText();
        if (namespace != null && !objects.containsKey("api/v1/namespaces/" + namespace)) {
            return Answer.status(404, "namespace not found");
        }
        if (objects.containsKey(place)) {
            return Answer.status(409, place + " exists");
        }
        if (!dry) {
            store(place, object);
        }
        return new Answer(201, object);
    }

    private synchronized Answer change(String path, JsonNode change, boolean dry) {
        @Nullable ObjectNode object = objects.get(path);
        if (object == null) {
            return Answer.status(404, path + " not found");
        }
        if (!dry) {
            merge(object, change);
            uponChange.run();
        }
        return new Answer(200, object);
    }

    private static void merge(ObjectNode object, JsonNode change) {
        change.properties().forEach(field -> {
            if (field.getValue().isObject() && object.path(field.getKey()).isObject()) {
                merge((ObjectNode) object.get(field.getKey()), field.getValue());
            } else {
                object.set(field.getKey(), field.getValue());
            }
        });
    }

    private synchronized Answer delete(String path, JsonNode options, boolean dry) {
        @Nullable ObjectNode object = objects.get(path);
        if (object == null) {
            return Answer.status(404, path + " not found");
        }
        if (!object.at("/metadata/uid").equals(options.at("/preconditions/uid"))) {
            return Answer.status(409, "another uid");
        }
        if (!dry) {
            remove(path);
        }
        return new Answer(200, object);
    }

    /** A namespace takes everything in it along. */
    private static boolean isBelow(String place, String path) {
        return path.matches("api/v1/namespaces/[^/]+") && place.contains(path.substring("api/v1".length()) + "/");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
