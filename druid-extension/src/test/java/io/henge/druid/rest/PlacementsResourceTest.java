package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.core.attempt.Attempt;
import io.henge.druid.runner.LeadingOverlord;
import io.henge.testkit.fleet.Attempts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PlacementsResourceTest {
    private final LeadingOverlord overlord = new LeadingOverlord(Stream.of("a", "b", "c", "d", "e#1")
            .map(task -> Attempts.placed(task, task.equals("c") ? "west" : "east", 1, LeadingOverlord.NOW))
            .toArray(Attempt[]::new));
    private final PlacementsResource placements = new PlacementsResource(overlord.taskMaster());

    @AfterEach
    void stopOverlord() {
        overlord.close();
    }

    private List<String> tasks(@Nullable String cluster, @Nullable String state) {
        return Asked.done(placements.list(cluster, state, null, 100))
                .path("placements")
                .findValuesAsText("task");
    }

    @Test
    void placementsCanBeAskedForByClusterAndState() {
        assertThat(tasks(null, null)).containsExactly("a", "b", "c", "d", "e#1");
        assertThat(tasks("west", null)).containsExactly("c");
        assertThat(tasks(null, "limbo")).containsExactly("a", "b", "d", "e#1");
        assertThat(tasks("west", "limbo")).isEmpty();
    }

    @Test
    void pagesFollowEachOtherToTheLastOne() {
        List<String> seen = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            JsonNode page = Asked.done(placements.list(null, null, cursor, 2));
            List<String> found = page.path("placements").findValuesAsText("task");
            seen.addAll(found);
            sizes.add(found.size());
            cursor = page.path("cursor").textValue();
        } while (cursor != null && sizes.size() < 10);
        assertThat(seen).containsExactly("a", "b", "c", "d", "e#1");
        assertThat(sizes).containsExactly(2, 2, 1);
    }

    @Test
    void aPlacementTellsWhereAndSinceWhenAndWhy() {
        JsonNode first = Asked.done(placements.list(null, null, null, 1))
                .path("placements")
                .get(0);
        assertThat(first.path("cluster").asText()).isEqualTo("east");
        assertThat(first.path("job").asText()).isEqualTo("j-a-1");
        assertThat(first.path("attempt").asInt()).isEqualTo(1);
        assertThat(first.path("why").asText()).isEqualTo("the network is down");
        assertThat(first.path("placedAt").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(first.hasNonNull("since")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_001})
    void aLimitOutOfRangeIsRefused(int limit) {
        assertThat(Asked.refusal(placements.list(null, null, null, limit), 400))
                .contains("limit[" + limit + "]", "1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#", "a", "a#", "#1", "a#x", "a#2147483647", "a#-5"})
    void aCursorThatWasNeverGivenOutIsRefused(String cursor) {
        assertThat(Asked.refusal(placements.list(null, null, cursor, 10), 400)).contains("cursor[" + cursor + "]");
    }

    @Test
    void whereNobodyLeadsNothingIsSaid() {
        PlacementsResource standby = new PlacementsResource(new TaskMaster(null, null));
        assertThat(Asked.refusal(standby.list(null, null, null, 10), 503)).contains("does not lead");
    }
}
