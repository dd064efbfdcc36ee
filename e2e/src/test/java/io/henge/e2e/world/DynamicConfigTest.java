package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator changes while tasks run. */
@Tag("real-cluster")
@ExtendWith(SharedWorld.class)
class DynamicConfigTest {
    private static final String CONFIG = "/druid/indexer/v1/k8s/taskrunner/executionconfig";
    private static final String PLENTY = """
            {"type":"default","capacity":1000,"podTemplateSelectStrategy":{"type":"default"}}""";

    private final Place place;

    DynamicConfigTest(Place place) {
        this.place = place;
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new ObjectMapper().readTree(response.body());
    }

    private void change(String body) throws Exception {
        HttpResponse<String> response = place.post(CONFIG, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @AfterEach
    void leavePlenty() throws Exception {
        change(PLENTY);
    }

    @Test
    void theCapacityCountsAtOnceAndStopsNothing() throws Exception {
        change("{\"capacity\":1}");
        String first = place.submitNoop(Duration.ofMinutes(10));
        place.running(first);
        String second = place.submitNoop(Duration.ofMinutes(10));
        Place.until(
                "the second waits",
                () -> place.placement(second)
                        .filter(placement -> placement.path("state").asText().equals("waiting"))
                        .isPresent());
        change("{\"capacity\":2}");
        place.running(second);
        change("{\"capacity\":1}");
        assertThat(json(place.get(CONFIG)).path("capacity").asInt()).isEqualTo(1);
        for (String task : new String[] {first, second}) {
            assertThat(place.statusCode(task)).isEqualTo("RUNNING");
            place.post("/druid/indexer/v1/task/" + task + "/shutdown");
            Place.until("the row is gone", () -> place.placement(task).isEmpty());
        }
    }

    @Test
    void theChoiceOfTemplatesCountsForTheNextTask() throws Exception {
        assertThat(json(place.get("/druid/indexer/v1/k8s/taskrunner/podTemplates"))
                        .toString())
                .isEqualTo("[\"archive\",\"base\",\"kill\",\"move\",\"restore\"]");
        change("""
                {"type":"default","podTemplateSelectStrategy":{"type":"selectorBased","selectors":[
                  {"selectionKey":"%s","context.tags":{"image":["none"]},"type":["noop"]}]}}
                """.formatted(OddPod.WITHOUT_IMAGE.taskType()));
        String chosen = place.submit("""
                {"type":"noop","runTime":1,"context":{"tags":{"image":"none"}}}""");
        assertThat(place.ended(chosen).path("errorMsg").asText()).contains(OddPod.IMAGE_NOT_THERE);
        place.assertSucceeds(place.submitNoop(Duration.ofMillis(1)));
    }

    @Test
    void whoChangedWhatIsRemembered() throws Exception {
        change("{\"capacity\":77}");
        JsonNode newest = json(place.get(CONFIG + "/history?count=1"));
        assertThat(newest).hasSize(1);
        assertThat(newest.get(0).path("key").asText()).isEqualTo("k8s.taskrunner.config");
        assertThat(newest.get(0).path("payload").toString()).contains("77");
    }

    @Test
    void aWrongChangeIsRefusedInWords() throws Exception {
        HttpResponse<String> response = place.post(CONFIG, "{\"capacity\":0}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(new ObjectMapper()
                        .readTree(response.body())
                        .path("errorMessage")
                        .asText())
                .contains("capacity is [0]");
    }
}
