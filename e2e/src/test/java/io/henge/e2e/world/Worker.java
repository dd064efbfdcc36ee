package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.demo.druid.DruidService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The one Indexer of a world. */
final class Worker {
    private final Place place;
    private final String host;

    private Worker(Place place, String host) {
        this.place = place;
        this.host = host;
    }

    /** Starts it; returns once the Overlord knows it. */
    static Worker start(Place place) throws Exception {
        place.world().add(DruidService.INDEXER);
        Place.until("the Overlord knows the Indexer", () -> known(place).size() == 1);
        return new Worker(place, known(place).get(0).path("worker").path("host").asText());
    }

    /** As the Overlord knows them; none while its runner knows no workers. */
    private static JsonNode known(Place place) throws Exception {
        HttpResponse<String> response = place.get("/druid/indexer/v1/workers");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new ObjectMapper().readTree(response.body());
    }

    /** Whether the Overlord knows of no task that runs here. */
    boolean isIdle() throws Exception {
        return known(place).get(0).path("runningTasks").isEmpty();
    }

    void assertHas(String task) throws InterruptedException {
        Place.until(
                "the location of " + task + " is known",
                () -> !locationOf(task).path("host").isNull());
        JsonNode location = locationOf(task);
        assertThat(location.path("host").asText() + ":" + location.path("port").asText())
                .isEqualTo(host);
    }

    private JsonNode locationOf(String task) throws InterruptedException {
        return place.druid().status(task).path("location");
    }

    /** Asks it to take no more tasks. */
    void disable() throws Exception {
        tell("disable");
    }

    /** Asks it to take tasks again. */
    void enable() throws Exception {
        tell("enable");
    }

    private void tell(String word) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host + "/druid/worker/v1/" + word))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }
}
