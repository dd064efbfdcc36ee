package io.henge.cli.overlord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Requests to whichever Overlord leads: a standby sends us on to it. Asks the next Overlord only where one cannot be
 * connected to, so that nothing is asked for twice.
 *
 * <p>Throws {@link NotAnswered} where nobody can say anything now, {@link Declined} where the leader will not.
 */
final class OverlordCalls {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);

    /** Longer than the Overlord itself waits until a word is carried out. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(40);

    /** A standby knows the leader; the leader may have changed meanwhile. */
    private static final int REDIRECTS_MAX = 3;

    /** A refusal is a sentence. */
    private static final int REFUSAL_MAX = 65_536;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final List<URI> overlords;
    private final Optional<String> authorization;

    OverlordCalls(List<URI> overlords, Optional<String> authorization, Optional<SSLContext> tls) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_MAX)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER);
        tls.ifPresent(client::sslContext);
        this.http = client.build();
        this.overlords = List.copyOf(overlords);
        this.authorization = authorization;
    }

    /** @param body what is posted, null for a GET */
    JsonNode call(String path, @Nullable JsonNode body) throws InterruptedException {
        return read(send(path, body, HttpResponse.BodyHandlers.ofString()));
    }

    /** What is a text of any length, to be read as it comes, and closed. */
    HttpResponse<InputStream> open(String path) throws InterruptedException {
        HttpResponse<InputStream> response = send(path, null, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() == 200) {
            return response;
        }
        try (InputStream body = response.body()) {
            throw refused(response, new String(body.readNBytes(REFUSAL_MAX), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new NotAnswered(response.uri() + " answered " + response.statusCode() + ", and broke off.");
        }
    }

    private <T> HttpResponse<T> send(String path, @Nullable JsonNode body, HttpResponse.BodyHandler<T> handler)
            throws InterruptedException {
        for (URI overlord : overlords) {
            try {
                return follow(overlord.resolve(path), body, handler);
            } catch (ConnectException | HttpConnectTimeoutException down) {
                // Another one may be up.
            } catch (IOException e) {
                throw new NotAnswered(overlord + " did not answer (" + reason(e) + ").");
            }
        }
        throw new NotAnswered("None of the Overlords " + overlords + " can be connected to.");
    }

    private <T> HttpResponse<T> follow(URI first, @Nullable JsonNode body, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        URI target = first;
        for (int i = 0; i <= REDIRECTS_MAX; i++) {
            HttpResponse<T> response = http.send(request(target, body), handler);
            Optional<String> location = response.headers().firstValue("Location");
            if (response.statusCode() / 100 != 3 || location.isEmpty()) {
                return response;
            }
            URI next = target.resolve(location.get());
            if (target.getScheme().equals("https") && !"https".equals(next.getScheme())) {
                throw new NotAnswered(target + " leads to " + next + ", where credentials would not be safe.");
            }
            target = next;
        }
        throw new NotAnswered(first + " leads from one Overlord to another without end.");
    }

    private HttpRequest request(URI target, @Nullable JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target).timeout(ANSWER_MAX);
        authorization.ifPresent(value -> request.header("Authorization", value));
        return body == null
                ? request.GET().build()
                : request.header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build();
    }

    private static JsonNode read(HttpResponse<String> response) {
        if (response.statusCode() == 200) {
            return parsed(response.body())
                    .orElseThrow(() -> new NotAnswered(
                            response.uri() + " answered with something that is no JSON: " + response.body()));
        }
        throw refused(response, response.body());
    }

    private static RuntimeException refused(HttpResponse<?> response, String body) {
        int status = response.statusCode();
        String message = parsed(body)
                .map(said -> said.path("errorMessage").asText(said.path("error").asText("")))
                .filter(text -> !text.isBlank())
                .orElseGet(() -> response.uri() + " answered " + status + ": " + body);
        if (status == 401) {
            return new Declined(status, message + " (401). Set HENGE_USER and HENGE_PASSWORD, or HENGE_TOKEN.");
        }
        return status >= 500 ? new NotAnswered(message) : new Declined(status, message);
    }

    private static Optional<JsonNode> parsed(String body) {
        try {
            return Optional.of(JSON.readTree(body)).filter(JsonNode::isContainerNode);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** In words of ours: what the classes of failures are called says nothing to people. */
    private static String reason(IOException e) {
        if (e instanceof HttpTimeoutException) {
            return "no answer within " + ANSWER_MAX.toSeconds() + " s";
        }
        if (e instanceof SSLException) {
            return "no trusted TLS connection: " + e.getMessage()
                    + ". HENGE_CA_FILE names whom to trust, HENGE_CERTIFICATE_FILE and HENGE_KEY_FILE who we are";
        }
        return e.getMessage() == null ? "the connection broke" : e.getMessage();
    }
}
