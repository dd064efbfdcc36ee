package io.henge.demo.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DemoReportTest {
    private static final Expectation GOOD = new Expectation("COUNT(*)", "20,000", "20,000");
    private static final Expectation BAD = new Expectation("COUNT(*)", "20,000", "20,001");

    private static DemoReport report(@Nullable String failure, Expectation... checks) {
        return new DemoReport(
                List.of(new DemoReport.Row(
                        "sub_task_abc_2026-11-21T09:49:52.440Z",
                        "single_phase_sub_task",
                        "east",
                        "singlephasesubtaskabc-3e70afe5cd823dfc7dd308eea616426b-x7k2p",
                        Duration.ofMillis(3900),
                        null,
                        "SUCCESS")),
                List.of(checks),
                Map.of("world", Duration.ofSeconds(12)),
                List.of(),
                failure);
    }

    @Test
    void onlyHeldChecksProve() {
        assertThat(report(null, GOOD).proved()).isTrue();
        assertThat(report(null, GOOD, BAD).proved()).isFalse();
        assertThat(report("Task failed.", GOOD).proved()).isFalse();
        assertThat(report(null).proved()).as("nothing checked").isFalse();
    }

    @Test
    void peopleSeeShortNamesAndTheVerdict() {
        assertThat(report(null, GOOD).text())
                .contains("sub_task_abc  east", "singlephases…426b-x7k2p", "3.9 s", "ok", "Proved:")
                .doesNotContain("2026-11-21");
        assertThat(report("Task t ended as FAILED: bad input", GOOD, BAD).text())
                .contains("WRONG", "20,001", "bad input", "Not proved");
    }

    @Test
    void scriptsSeeEachStepOfALoss() throws Exception {
        DemoReport plain = report(null, GOOD);
        LossStory.Step step = new LossStory.Step(Duration.ofMillis(15_300), "west is Lost.", List.of("why: silent"));
        DemoReport lost = new DemoReport(plain.tasks(), plain.checks(), plain.times(), List.of(step), null);

        assertThat(new ObjectMapper().readTree(lost.json()).path("loss").path(0))
                .isEqualTo(new ObjectMapper().readTree("""
                        {"secondsSinceCut":15.3,"what":"west is Lost.","details":["why: silent"]}"""));
        assertThat(new ObjectMapper().readTree(plain.json()).has("loss")).isFalse();
    }

    @Test
    void scriptsSeeEverything() throws Exception {
        JsonNode json = new ObjectMapper().readTree(report(null, GOOD, BAD).json());

        assertThat(json.path("proved").asBoolean()).isFalse();
        assertThat(json.path("tasks").path(0).path("pod").asText()).endsWith("616426b-x7k2p");
        assertThat(json.path("tasks").path(0).path("startUpSeconds").asDouble()).isEqualTo(3.9);
        assertThat(json.path("tasks").path(0).path("durationSeconds").isNull()).isTrue();
        assertThat(json.path("checks").path(1).path("held").asBoolean()).isFalse();
        assertThat(json.path("seconds").path("world").asDouble()).isEqualTo(12);
        assertThat(json.path("failure").isNull()).isTrue();
    }
}
