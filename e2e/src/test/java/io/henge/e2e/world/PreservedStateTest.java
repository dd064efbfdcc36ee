package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.henge.demo.world.Blackout;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is known of an attempt goes with the next one, and past one that was lost before it was well. */
abstract class PreservedStateTest extends ThreeClusters {

    /** By then what a task leaves has been read: it has to run for 10 s, and is looked at every 5. */
    private static final Duration READ_WITHIN = Duration.ofSeconds(25);

    private static final String MARK = "henge.io/preserved.";

    /** With a rule for each source that a batch task has, and one whose path leads nowhere. */
    private static String preserving(String spec) throws Exception {
        ObjectMapper json = new ObjectMapper();
        ObjectNode task = (ObjectNode) json.readTree(spec);
        ArrayNode rules =
                task.withObject("/context/henge/failover/statePreservation").putArray("rules");
        rule(rules, "jobUid", "job", "$.metadata.uid");
        rule(rules, "podName", "pod", "$.metadata.name");
        rule(rules, "state", "report", "$..ingestionState");
        rule(rules, "data.source", "task", "$.spec.dataSchema.dataSource");
        rule(rules, "missing", "task", "$.missing");
        return json.writeValueAsString(task);
    }

    private static void rule(ArrayNode rules, String name, String source, String path) {
        rules.addObject().put("name", name).put("source", source).put("jsonPath", path);
    }

    private JsonNode running(String task, int attempt) throws Exception {
        Place.until(
                "attempt " + attempt + " runs",
                () -> place.placement(task)
                        .filter(shown -> shown.path("attempt").asInt() == attempt)
                        .filter(shown -> shown.path("state").asText().equals("running"))
                        .isPresent());
        return place.placement(task).orElseThrow();
    }

    private Job jobOf(JsonNode placement) {
        return place.jobs(placement.path("cluster").asText()).stream()
                .filter(job ->
                        job.getMetadata().getName().equals(placement.path("job").asText()))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> marksOf(Map<String, String> annotations) {
        TreeMap<String, String> marks = new TreeMap<>();
        annotations.forEach((name, value) -> {
            if (name.startsWith(MARK)) {
                marks.put(name.substring(MARK.length()), value);
            }
        });
        return marks;
    }

    private static String variable(Job job, String name) {
        return job.getSpec().getTemplate().getSpec().getContainers().get(0).getEnv().stream()
                .filter(variable -> variable.getName().equals("HENGE_FAILOVER_" + name))
                .map(EnvVar::getValue)
                .findFirst()
                .orElse("none");
    }

    private JsonNode preservedOf(String task, String cluster) throws Exception {
        Failovers told = new Failovers(place, cluster);
        Place.until("it is recorded", () -> !told.of(List.of(task)).isEmpty());
        return told.of(List.of(task)).get(0).path("preserved");
    }

    private static void assertIsOf(Map<String, String> given, JsonNode first, Job firstJob, String from) {
        assertThat(given)
                .containsEntry("jobUid", firstJob.getMetadata().getUid())
                .containsEntry("podName", first.path("pod").asText())
                .containsEntry("data.source", "preserved")
                .containsEntry("lastCluster", first.path("cluster").asText())
                .containsEntry("lastAttempt", "1")
                .containsEntry("from", from)
                .containsEntry("state", "BUILD_SEGMENTS")
                .containsKeys("lastNode", "lastReason", "logLocation")
                .doesNotContainKey("missing");
    }

    @Test
    void whatIsKnownOfTheFirstAttemptGoesToTheSecondAndPastOneThatWasNeverWell() throws Exception {
        try (DrippingRows rows = new DrippingRows()) {
            String task = place.submit(preserving(rows.task("preserved")));
            JsonNode first = running(task, 1);
            Job firstJob = jobOf(first);
            Place.pass(READ_WITHIN);
            String from = first.path("cluster").asText();
            try (Blackout lost = world.lose(from)) {
                Place.until("it is placed again", () -> numberOf(task) == 2);
                String second =
                        place.placement(task).orElseThrow().path("cluster").asText();
                Place.until(
                        "its Job is there", () -> place.jobs(second).stream().anyMatch(job -> isOf(job, task)));
                Job job = place.jobs(second).stream()
                        .filter(one -> isOf(one, task))
                        .findFirst()
                        .orElseThrow();
                JsonNode recorded = preservedOf(task, from);
                Map<String, String> given = marksOf(job.getMetadata().getAnnotations());
                assertIsOf(given, first, firstJob, from);
                assertThat(marksOf(job.getSpec().getTemplate().getMetadata().getAnnotations()))
                        .isEqualTo(given);
                assertThat(variable(job, "DATA_SOURCE")).isEqualTo("preserved");
                assertThat(variable(job, "ATTEMPT")).isEqualTo("2");
                assertThat(variable(job, "FROM")).isEqualTo(from);
                assertThat(recorded.path("jobUid").asText())
                        .isEqualTo(firstJob.getMetadata().getUid());
                assertThat(recorded.path("warning.missing").asText()).contains("leads nowhere");
                try (Blackout again = world.lose(second)) {
                    lost.end();
                    JsonNode third = running(task, 3);
                    assertIsOf(marksOf(jobOf(third).getMetadata().getAnnotations()), first, firstJob, second);
                    rows.finish();
                    place.assertSucceeds(task);
                    again.end();
                }
            }
            place.assertNothingIsLeft();
        }
    }

    private int numberOf(String task) throws InterruptedException {
        return place.placement(task)
                .filter(shown -> shown.path("cluster").isTextual())
                .map(shown -> shown.path("attempt").asInt())
                .orElse(0);
    }

    private static boolean isOf(Job job, String task) {
        return task.equals(job.getMetadata().getAnnotations().get("task.id"));
    }
}
