package io.henge.demo.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShownAttemptsTest {
    private static final String PARENT = "index_parallel_flights_abc_2026-11-21T09:49:52.440Z";

    private final ShownAttempts shownAttempts = new ShownAttempts();

    private static JsonNode page(String... rows) throws Exception {
        return new ObjectMapper().readTree("{\"placements\":[" + String.join(",", rows) + "],\"cursor\":null}");
    }

    private static String row(String task, String state, String rest) {
        return "{\"task\":\"" + task + "\",\"type\":\"t\",\"groupId\":\"" + PARENT + "\",\"attempt\":1,\"state\":\""
                + state + "\",\"pod\":null" + rest + "}";
    }

    @Test
    void aTaskIsRememberedBeyondItsRow() throws Exception {
        shownAttempts.observe(
                page(row("a", "placed", ",\"cluster\":\"east\",\"placedAt\":\"2026-01-01T00:00:00Z\"")), PARENT);
        shownAttempts.observe(
                page(row("a", "running", ",\"cluster\":\"east\",\"runningAt\":\"2026-01-01T00:00:04Z\"")), PARENT);
        shownAttempts.observe(page(row("a", "ended", ",\"endedAt\":\"2026-01-01T00:00:10Z\"")), PARENT);
        shownAttempts.observe(page(), PARENT);

        ShownAttempt seen = shownAttempts.of("a").orElseThrow();
        assertThat(seen.cluster()).isEqualTo("east");
        assertThat(seen.startUp()).isEqualTo(Duration.ofSeconds(4));
        assertThat(seen.duration()).isEqualTo(Duration.ofSeconds(6));
        assertThat(shownAttempts.allEnded()).isTrue();
    }

    @Test
    void aRowThatVanishedBelongsToATaskThatEnded() throws Exception {
        shownAttempts.observe(page(row("a", "running", "")), PARENT);
        assertThat(shownAttempts.allEnded()).isFalse();

        shownAttempts.observe(page(), PARENT);
        assertThat(shownAttempts.allEnded()).isTrue();
    }

    @Test
    void onlyChangesAreTold() throws Exception {
        JsonNode placed = page(row(PARENT, "placed", ",\"cluster\":\"west\""));

        assertThat(shownAttempts.observe(placed, PARENT))
                .containsExactly("  index_parallel_flights_abc  placed on west");
        assertThat(shownAttempts.observe(placed, PARENT)).isEmpty();
    }

    @Test
    void tasksOfOthersAreNotOurs() throws Exception {
        shownAttempts.observe(page("{\"task\":\"x\",\"groupId\":\"y\",\"state\":\"placed\"}"), PARENT);

        assertThat(shownAttempts.all()).isEmpty();
    }

    @Test
    void aSecondAttemptIsNoticed() throws Exception {
        shownAttempts.observe(page(row("a", "waiting", "").replace("\"attempt\":1", "\"attempt\":0")), PARENT);
        shownAttempts.observe(page(row("a", "limbo", "")), PARENT);
        assertThat(shownAttempts.relaunched()).isEmpty();

        shownAttempts.observe(page(row("a", "placed", "").replace("\"attempt\":1", "\"attempt\":2")), PARENT);

        assertThat(shownAttempts.relaunched()).containsExactly("a");
    }

    @Test
    void theMomentOfALossIsWhenAPartIsDoneAndASubTaskRunsThere() throws Exception {
        String parent = row(PARENT, "running", ",\"cluster\":\"west\"");
        shownAttempts.observe(page(parent, row("a", "running", ",\"cluster\":\"west\"")), PARENT);
        assertThat(Loss.isTheMoment(shownAttempts, PARENT, "west", 6))
                .as("nothing is done")
                .isFalse();
        assertThat(Loss.isTheMoment(shownAttempts, PARENT, "west", 1))
                .as("the last occasion")
                .isTrue();

        shownAttempts.observe(
                page(parent, row("a", "ended", ""), row("b", "running", ",\"cluster\":\"east\"")), PARENT);
        assertThat(Loss.isTheMoment(shownAttempts, PARENT, "west", 6))
                .as("none runs there")
                .isFalse();

        shownAttempts.observe(page(parent, row("c", "running", ",\"cluster\":\"west\"")), PARENT);
        assertThat(Loss.isTheMoment(shownAttempts, PARENT, "west", 6)).isTrue();
    }
}
