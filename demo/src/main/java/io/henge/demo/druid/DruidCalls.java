package io.henge.demo.druid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.cli.overlord.NotAnswered;
import io.henge.cli.overlord.UrlPart;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Druid's HTTP API, as far as we use it; calls to the Overlord go to the one that leads.
 *
 * <p>Every call ends after ten seconds. A call that cannot be answered now says {@link NotAnswered}: the caller decides
 * whether to ask again.
 */
public final class DruidCalls {
    private static final Duration CALL_LIMIT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CALL_LIMIT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final List<String> overlords;

    /** Sent with each request. */
    private final Map<String, String> headers;

    /** @param overlords the URLs of all Overlords */
    public DruidCalls(List<String> overlords) {
        this(overlords, Map.of());
    }

    /** @param headers sent with each request, for a Druid that wants to know who asks */
    public DruidCalls(List<String> overlords, Map<String, String> headers) {
        this.overlords = List.copyOf(overlords);
        this.headers = Map.copyOf(headers);
    }

    /** Hands a task in; returns its id. */
    public String submit(JsonNode task) throws InterruptedException {
        return post(leader() + "/druid/indexer/v1/task", task).path("task").asText();
    }

    /** How the task stands: Druid's {@code status} object. */
    public JsonNode status(String task) throws InterruptedException {
        return get(leader() + "/druid/indexer/v1/task/" + UrlPart.encode(task) + "/status")
                .path("status");
    }

    /** All tasks of a data source that Druid remembers. */
    public JsonNode tasks(String dataSource) throws InterruptedException {
        return get(leader() + "/druid/indexer/v1/tasks?datasource=" + UrlPart.encode(dataSource));
    }

    /** What Henge knows of where its first thousand tasks are; nothing if the Overlord's runner is not Henge's. */
    public Optional<JsonNode> placements() throws InterruptedException {
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(URI.create(leader() + "/druid/indexer/v1/k8s/placements?limit=1000"))
                        .GET());
        return response.statusCode() == 404 ? Optional.empty() : Optional.of(json(response));
    }

    /** What Henge answers to a GET of this path below its own. */
    public JsonNode henge(String path) throws InterruptedException {
        return get(leader() + "/druid/indexer/v1/k8s/" + path);
    }

    /** The rows of a query. */
    public JsonNode sql(String router, String query) throws InterruptedException {
        return post(router + "/druid/v2/sql", JSON.valueToTree(Map.of("query", query)));
    }

    /** The URL of the Overlord that leads now. */
    public String leader() throws InterruptedException {
        for (String overlord : overlords) {
            try {
                if (send(HttpRequest.newBuilder(URI.create(overlord + "/druid/indexer/v1/isLeader"))
                                        .GET())
                                .statusCode()
                        == 200) {
                    return overlord;
                }
            } catch (NotAnswered down) {
                // Another one may lead.
            }
        }
        throw new NotAnswered("None of the Overlords " + overlords + " leads.");
    }

    private JsonNode get(String url) throws InterruptedException {
        return json(send(HttpRequest.newBuilder(URI.create(url)).GET()));
    }

    private JsonNode post(String url, JsonNode body) throws InterruptedException {
        return json(send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws InterruptedException {
        headers.forEach(request::setHeader);
        HttpRequest built = request.timeout(CALL_LIMIT).build();
        try {
            return http.send(built, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new NotAnswered(
                    built.uri() + " did not answer (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ").");
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new NotAnswered(response.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new NotAnswered(response.uri() + " answered with something that is no JSON: " + response.body());
        }
    }
}
