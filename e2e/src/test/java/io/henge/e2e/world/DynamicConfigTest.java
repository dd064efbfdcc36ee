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
    private static final String PLENTY = """
            {"type":"default","capacity":1000,"podTemplateSelectStrategy":{"type":"default"},"placementRules":[]}""";

    private final Place place;

    DynamicConfigTest(Place place) {
        this.place = place;
    }

    @AfterEach
    void leavePlenty() throws Exception {
        place.configure(PLENTY);
    }

    @Test
    void theCapacityCountsAtOnceAndStopsNothing() throws Exception {
        place.configure("{\"capacity\":1}");
        String first = place.submitNoop(Duration.ofMinutes(10));
        place.running(first);
        String second = place.submitNoop(Duration.ofMinutes(10));
        Place.until(
                "the second waits",
                () -> place.placement(second)
                        .filter(placement -> placement.path("state").asText().equals("waiting"))
                        .isPresent());
        place.configure("{\"capacity\":2}");
        place.running(second);
        place.configure("{\"capacity\":1}");
        assertThat(place.json(Place.EXECUTION_CONFIG).path("capacity").asInt()).isEqualTo(1);
        for (String task : new String[] {first, second}) {
            assertThat(place.statusCode(task)).isEqualTo("RUNNING");
            place.shutDown(task);
            Place.until("the row is gone", () -> place.placement(task).isEmpty());
        }
    }

    @Test
    void theChoiceOfTemplatesCountsForTheNextTask() throws Exception {
        assertThat(place.json("/druid/indexer/v1/k8s/taskrunner/podTemplates").toString())
                .isEqualTo("[\"archive\",\"base\",\"kill\",\"move\",\"restore\"]");
        place.configure("""
                {"type":"default","podTemplateSelectStrategy":{"type":"selectorBased","selectors":[
                  {"selectionKey":"%s","context.tags":{"image":["none"]},"type":["noop"]}]}}
                """.formatted(OddPod.WITHOUT_IMAGE.taskType()));
        String chosen = place.submit("""
                {"type":"noop","runTime":1,"context":{"tags":{"image":"none"}}}""");
        assertThat(place.ended(chosen).path("errorMsg").asText()).contains(OddPod.IMAGE_NOT_THERE);
        place.assertSucceeds(place.submitNoop(Duration.ofMillis(1)));
    }

    @Test
    void rulesCountForTheNextTaskAndWhatCannotBeFollowedIsRefused() throws Exception {
        for (String cluster : new String[] {"east", "west"}) {
            place.configure("""
                    {"placementRules":[{"name":"only-one","when":{"type":["noop"]},"require":{"name":["%s"]}}]}""".formatted(cluster));
            for (int i = 0; i < 2; i++) {
                String task = place.submitNoop(Duration.ofMinutes(10));
                assertThat(place.running(task).path("cluster").asText()).isEqualTo(cluster);
                place.shutDown(task);
                Place.until("the row is gone", () -> place.placement(task).isEmpty());
            }
        }
        JsonNode rules = place.json("/druid/indexer/v1/k8s/rules");
        assertThat(rules.findValuesAsText("name")).containsExactly("only-one");
        assertThat(rules.findValuesAsText("writtenIn")).containsExactly("dynamic");
        HttpResponse<String> refused = place.post(
                Place.EXECUTION_CONFIG, "{\"placementRules\":[{\"name\":\"a\",\"exclude\":{\"name\":[\"nroth\"]}}]}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("names [nroth], but the clusters are [broken, east, west]. Name one of these.");
        assertThat(place.json("/druid/indexer/v1/k8s/rules")).isEqualTo(rules);
    }

    @Test
    void whoChangedWhatIsRemembered() throws Exception {
        place.configure("{\"capacity\":77}");
        JsonNode newest = place.json(Place.EXECUTION_CONFIG + "/history?count=1");
        assertThat(newest).hasSize(1);
        assertThat(newest.get(0).path("key").asText()).isEqualTo("k8s.taskrunner.config");
        assertThat(newest.get(0).path("payload").toString()).contains("77");
    }

    @Test
    void aWrongChangeIsRefusedInWords() throws Exception {
        HttpResponse<String> response = place.post(Place.EXECUTION_CONFIG, "{\"capacity\":0}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(new ObjectMapper()
                        .readTree(response.body())
                        .path("errorMessage")
                        .asText())
                .contains("`capacity` is `0`");
    }
}
