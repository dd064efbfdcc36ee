package io.henge.demo.world;

import io.henge.demo.druid.DruidService;
import io.henge.demo.druid.StoreKind;
import io.henge.demo.process.Part;
import io.henge.demo.process.PartFailed;
import io.henge.demo.process.Poll;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Waits until a part answers; gives up when it dies, or after two minutes. */
final class Readiness {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(2);

    /** Of a query: where Druid wants to know who asks, we are nobody. */
    private static final Set<Integer> ANSWERS_TO_STRANGERS = Set.of(200, 401, 403);

    /** The port of an address, with or without a scheme and a path. */
    private static final Pattern PORT = Pattern.compile(":(\\d+)(/|$)");

    private final HttpClient http;

    Readiness() {
        this(HttpClient.newBuilder().connectTimeout(CALL_LIMIT).build());
    }

    private Readiness(HttpClient http) {
        this.http = http;
    }

    /** Until a part of ours, which listens at {@code where}, does what it is for. */
    void awaitServing(Part part, String where) throws InterruptedException {
        if (part.name().equals(DruidParts.ZOOKEEPER)) {
            awaitZooKeeper(part, port(where));
        } else if (StoreKind.of(part.name()).isPresent() || part.name().equals(DruidParts.KAFKA)) {
            awaitPort(part, port(where));
        } else {
            awaitOk(part, where + "/status/health");
        }
        if (part.name().equals(DruidService.ROUTER.command())) {
            awaitSql(part, where);
        }
    }

    private static int port(String where) {
        Matcher matcher = PORT.matcher(where);
        if (!matcher.find()) {
            throw new IllegalArgumentException("Address[" + where + "] has no port");
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** Until {@code GET url} says 200. */
    private void awaitOk(Part part, String url) throws InterruptedException {
        await(
                part,
                url + " to answer",
                () -> answersOk(HttpRequest.newBuilder(URI.create(url)).GET()));
    }

    /** Until {@code GET} of one of {@code urls} says 200. */
    void awaitAnyOk(Part part, List<String> urls) throws InterruptedException {
        await(
                part,
                "one of " + urls + " to answer",
                () -> urls.stream()
                        .anyMatch(url -> answersOk(
                                HttpRequest.newBuilder(URI.create(url)).GET())));
    }

    /** Until an API server, whose certificate this authority has signed, says that it is ready. */
    void awaitApiServer(Part part, URI server, Path authority) throws InterruptedException {
        // By HTTP/2 Java's client fails with the GOAWAY that this server sends first.
        Readiness trusting = new Readiness(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CALL_LIMIT)
                .sslContext(trust(authority))
                .build());
        trusting.awaitOk(part, server + "/readyz");
    }

    private static SSLContext trust(Path authority) {
        try (InputStream pem = Files.newInputStream(authority)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new PartFailed("The authority " + authority + " cannot be trusted: " + e.getMessage(), e);
        }
    }

    /** Until the Router behind {@code url} answers a query, which needs the Broker too, or says that it does not for us. */
    private void awaitSql(Part part, String url) throws InterruptedException {
        await(
                part,
                url + " to answer a query",
                () -> ANSWERS_TO_STRANGERS.contains(status(HttpRequest.newBuilder(URI.create(url + "/druid/v2/sql"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"SELECT 1\"}")))));
    }

    /** Until ZooKeeper says that it serves. */
    private void awaitZooKeeper(Part part, int port) throws InterruptedException {
        await(part, "port " + port + " to answer", () -> "imok".equals(ask(port, "ruok")));
    }

    /** Until somebody listens on {@code port}. */
    private void awaitPort(Part part, int port) throws InterruptedException {
        await(part, "port " + port + " to accept", () -> !ask(port, "").equals("refused"));
    }

    void await(Part part, String what, BooleanSupplier ready) throws InterruptedException {
        boolean done = Poll.until(LIMIT, LOOK_EVERY, () -> {
            part.requireAlive();
            return ready.getAsBoolean();
        });
        if (!done) {
            throw new PartFailed(
                    part.log().explain(part.name() + ": waited " + LIMIT.toSeconds() + " s in vain for " + what + "."));
        }
    }

    private boolean answersOk(HttpRequest.Builder request) {
        return status(request) == 200;
    }

    /** Of the answer; 0 for none. */
    private int status(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(CALL_LIMIT).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static String ask(int port, String question) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) CALL_LIMIT.toMillis());
            if (question.isEmpty()) {
                return "";
            }
            socket.setSoTimeout((int) CALL_LIMIT.toMillis());
            socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException notYet) {
            return "refused";
        }
    }
}
