package io.henge.kubernetes.stub;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.henge.kubernetes.access.ClusterSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * The bit of an API server that a connection talks to, for counting its requests and answering them badly. Lists what it
 * is told to, keeps watches open and sends them what it is told to.
 */
public final class StubApiServer implements AutoCloseable {
    /** Ends a watch when sent to it. */
    private static final String END = "";

    private static final Pattern NAMESPACE = Pattern.compile("/api/v1/namespaces/([^/]+)");

    private final int port;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> jobEvents = new LinkedBlockingQueue<>();
    private volatile String jobs = "";
    private volatile String pods = "";
    private volatile @Nullable CountDownLatch restOfJobs;
    private volatile String token = "secret";
    private volatile @Nullable Certificate certificate;
    private final List<String> serverNames = new CopyOnWriteArrayList<>();
    private volatile boolean logHangs;
    private volatile Duration asksToBeLeftAlone = Duration.ZERO;
    private volatile int answerCode = 201;
    private volatile String answerBody = "{\"metadata\":{\"uid\":\"uid-1\"}}";
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<Headers> headers = new CopyOnWriteArrayList<>();
    private final AccessReviews reviews = new AccessReviews();
    private @Nullable HttpServer server;
    private @Nullable ExecutorService threads;

    private final List<String> askedForRoom = new CopyOnWriteArrayList<>();
    private volatile String identity = "uid";
    private volatile Function<String, Answer> room = path -> new Answer(403, "{}");

    /** How a request is answered. */
    public record Answer(int code, String body) {}

    public StubApiServer() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    public StubApiServer start() throws IOException {
        return start(HttpServer.create(address(), 0));
    }

    /** With TLS, and as one to whom clients show their certificates. */
    public StubApiServer start(SSLContext tls) throws IOException {
        HttpsServer secure = HttpsServer.create(address(), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                parameters.setWantClientAuth(true);
            }
        });
        return start(secure);
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private StubApiServer start(HttpServer made) {
        threads = Executors.newCachedThreadPool();
        server = made;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        return this;
    }

    public ClusterSettings settings(Path dir) throws IOException {
        return StubSettings.of(StubSettings.kubeconfig(dir.resolve("stub.yaml"), port), null, Duration.ofSeconds(2));
    }

    /** Every answer but to lists and watches, from now on. */
    public void answer(int code, String body) {
        answerCode = code;
        answerBody = body;
    }

    /** Every answer to requests of that method whose path holds {@code part}, from now on. */
    public void answer(String method, String part, int code, String body) {
        answers.put(method + " " + part, new Answer(code, body));
    }

    /** Every answer to such a request from now on: too many requests, and when to come back. */
    public void throttle(String method, String part, Duration retryAfter) {
        answer(method, part, 429, "{\"kind\":\"Status\",\"message\":\"too many requests\"}");
        asksToBeLeftAlone = retryAfter;
    }

    /** From now on, it says that this is not allowed, and that everything else is. */
    public void deny(String verb, String resource) {
        reviews.deny(verb, resource);
    }

    /** The bodies of all requests, in the order of {@link #calls()} and with those of lists and watches among them. */
    public List<String> bodies() {
        return List.copyOf(bodies);
    }

    /** The headers of all requests, in the order of {@link #bodies()}. */
    public List<Headers> headers() {
        return List.copyOf(headers);
    }

    /** By which name each request asked for it (SNI), as far as any did. */
    public List<String> serverNames() {
        return List.copyOf(serverNames);
    }

    /** The address at which it answers. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public void listJobs(String... items) {
        jobs = String.join(",", items);
    }

    public void listPods(String... items) {
        pods = String.join(",", items);
    }

    /** From now on, logs are begun and never ended. */
    public void hangLogs() {
        logHangs = true;
    }

    /** From now on, requests with another token are refused. */
    public void requireToken(String required) {
        token = required;
    }

    /** From now on, whoever shows that certificate is known, and nobody else, whatever the token. */
    public void requireCertificate(Certificate required) {
        certificate = required;
    }

    public int port() {
        return port;
    }

    public List<String> watches() {
        return requests.stream()
                .filter(request -> request.contains("watch=true"))
                .toList();
    }

    public void sendJobEvent(String event) {
        jobEvents.add(event);
    }

    public void endJobWatch() {
        jobEvents.add(END);
    }

    /** All requests but lists and watches. */
    public List<String> calls() {
        return requests.stream()
                .filter(request -> !request.contains("labelSelector"))
                .toList();
    }

    public List<String> lists() {
        return requests.stream()
                .filter(request -> request.contains("labelSelector") && !request.contains("watch=true"))
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (isAboutRoom(exchange)) {
                askedForRoom.add(exchange.getRequestURI().toString());
                Answer answer = room.apply(exchange.getRequestURI().toString());
                send(exchange, answer.code(), answer.body());
                return;
            }
            if (isAboutIdentity(exchange)) {
                sendIdentity(exchange);
                return;
            }
            if (isProbe(exchange)) {
                send(
                        exchange,
                        isKnown(exchange) ? 200 : 401,
                        "{\"kind\":\"JobList\",\"apiVersion\":\"batch/v1\",\"items\":[]}");
                return;
            }
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            headers.add(exchange.getRequestHeaders());
            if (exchange instanceof HttpsExchange secure
                    && secure.getSSLSession() instanceof ExtendedSSLSession session) {
                session.getRequestedServerNames().forEach(name -> serverNames.add(((SNIHostName) name).getAsciiName()));
            }
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            String path = exchange.getRequestURI().getPath();
            // Secrets are listed and watched as Jobs are.
            boolean isJobs = path.endsWith("/jobs") || path.endsWith("/secrets");
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            bodies.add(body);
            if (!isKnown(exchange)) {
                send(exchange, 401, "{\"kind\":\"Status\",\"message\":\"Unauthorized\"}");
                return;
            }
            if (query.contains("watch=true")) {
                watch(exchange, isJobs);
            } else if (query.contains("labelSelector")) {
                String kind = isJobs ? "JobList\",\"apiVersion\":\"batch/v1" : "PodList\",\"apiVersion\":\"v1";
                send(exchange, 200, "{\"kind\":\"" + kind + "\"," + listed(isJobs, query.contains("continue=")));
            } else if (exchange.getRequestURI().getPath().endsWith("/log") && logHangs) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write("begun".getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                hang();
            } else if (exchange.getRequestURI().getPath().endsWith("/selfsubjectaccessreviews") && answerCode < 300) {
                send(exchange, 201, reviews.answer(body));
            } else {
                Answer answer = answerTo(exchange);
                send(exchange, answer.code(), answer.body());
            }
        }
    }

    /** Jobs come in two parts where the rest is held: all of them, and then nothing, once that is sent. */
    private String listed(boolean isJobs, boolean rest) {
        @Nullable CountDownLatch held = isJobs ? restOfJobs : null;
        if (rest && held != null) {
            await(held);
            return "\"metadata\":{\"resourceVersion\":\"7\"},\"items\":[]}";
        }
        return "\"metadata\":{\"resourceVersion\":\"7\"" + (held == null ? "" : ",\"continue\":\"rest\"")
                + "},\"items\":[" + (isJobs ? jobs : pods) + "]}";
    }

    /** From now on, a list of Jobs has a second part, which does not come. */
    public void holdTheRestOfJobs() {
        restOfJobs = new CountDownLatch(1);
    }

    /** What is held comes, and is held no more. */
    public void sendTheRestOfJobs() {
        Objects.requireNonNull(restOfJobs).countDown();
    }

    /** Questions for a namespace are among no other requests, unless a test says how they are answered. */
    private boolean isAboutIdentity(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("GET")
                && NAMESPACE.matcher(exchange.getRequestURI().getPath()).matches()
                && !answers.containsKey(
                        "GET " + exchange.getRequestURI().getPath().substring(1));
    }

    private void sendIdentity(HttpExchange exchange) throws IOException {
        String name = NAMESPACE.matcher(exchange.getRequestURI().getPath()).replaceAll("$1");
        String body = "{\"metadata\":{\"uid\":\"" + identity + "-" + name + "\"}}";
        send(exchange, isKnown(exchange) ? 200 : 401, body);
    }

    /** Is another cluster from now on. */
    public void become(String otherIdentity) {
        identity = otherIdentity;
    }

    /** Questions that are asked only to see whether it answers are among no other requests. */
    private static boolean isProbe(HttpExchange exchange) {
        return String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent"))
                .startsWith("henge-probe/");
    }

    private static boolean isAboutRoom(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.endsWith("/resourcequotas") || path.endsWith("/nodes");
    }

    /** What lists of quotas and nodes are answered with from now on, by the path and query; at first they are forbidden. */
    public void answerAboutRoom(Function<String, Answer> answer) {
        room = answer;
    }

    /** The lists of quotas and nodes; they are among no other requests. */
    public List<String> askedForRoom() {
        return List.copyOf(askedForRoom);
    }

    private boolean isKnown(HttpExchange exchange) {
        @Nullable Certificate required = certificate;
        if (required == null) {
            return ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        }
        try {
            return exchange instanceof HttpsExchange secure
                    && required.equals(secure.getSSLSession().getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException e) {
            return false;
        }
    }

    private Answer answerTo(HttpExchange exchange) {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        return answers.entrySet().stream()
                .filter(entry -> request.startsWith(
                        entry.getKey().substring(0, entry.getKey().indexOf(' ') + 1)))
                .filter(entry ->
                        request.contains(entry.getKey().substring(entry.getKey().indexOf(' ') + 1)))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(new Answer(answerCode, answerBody));
    }

    private static void hang() {
        await(new CountDownLatch(1));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(HttpExchange exchange, boolean isJobs) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            body.flush();
            BlockingQueue<String> events = isJobs ? jobEvents : new LinkedBlockingQueue<>();
            for (String event = events.take(); !event.equals(END); event = events.take()) {
                body.write((event.replace("\n", " ") + "\n").getBytes(StandardCharsets.UTF_8));
                body.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (code == 429) {
            exchange.getResponseHeaders().add("Retry-After", Long.toString(asksToBeLeftAlone.toSeconds()));
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
        if (threads != null) {
            threads.shutdownNow();
        }
    }
}
