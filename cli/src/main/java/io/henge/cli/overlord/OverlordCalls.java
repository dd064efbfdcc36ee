package io.henge.cli.overlord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
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
        for (URI overlord : overlords) {
            try {
                return read(follow(overlord.resolve(path), body));
            } catch (ConnectException | HttpConnectTimeoutException down) {
                // Another one may be up.
            } catch (IOException e) {
                throw new NotAnswered(overlord + " did not answer (" + reason(e) + ").");
            }
        }
        throw new NotAnswered("None of the Overlords " + overlords + " can be connected to.");
    }

    private HttpResponse<String> follow(URI first, @Nullable JsonNode body) throws IOException, InterruptedException {
        URI target = first;
        for (int i = 0; i <= REDIRECTS_MAX; i++) {
            HttpResponse<String> response = http.send(request(target, body), HttpResponse.BodyHandlers.ofString());
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
        int status = response.statusCode();
        if (status == 200) {
            return parsed(response)
                    .orElseThrow(() -> new NotAnswered(
                            response.uri() + " answered with something that is no JSON: " + response.body()));
        }
        String message = parsed(response)
                .map(body -> body.path("errorMessage").asText(body.path("error").asText("")))
                .filter(text -> !text.isBlank())
                .orElseGet(() -> response.uri() + " answered " + status + ": " + response.body());
        if (status == 401) {
            throw new Declined(status, message + " (401). Set HENGE_USER and HENGE_PASSWORD, or HENGE_TOKEN.");
        }
        if (status >= 500) {
            throw new NotAnswered(message);
        }
        throw new Declined(status, message);
    }

    private static Optional<JsonNode> parsed(HttpResponse<String> response) {
        try {
            return Optional.of(JSON.readTree(response.body())).filter(JsonNode::isContainerNode);
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
