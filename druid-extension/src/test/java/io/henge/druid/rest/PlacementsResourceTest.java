package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.core.attempt.Attempt;
import io.henge.druid.runner.LeadingOverlord;
import io.henge.testkit.fleet.Attempts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.druid.indexing.common.task.NoopTask;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    private List<String> tasks(String query) {
        return Asked.done(placements.list(Asked.query(query)))
                .path("placements")
                .findValuesAsText("task");
    }

    @Test
    void placementsCanBeAskedForByWhatIsKnownOfThem() {
        assertThat(tasks("")).containsExactly("a", "b", "c", "d", "e#1");
        assertThat(tasks("cluster=west")).containsExactly("c");
        assertThat(tasks("state=limbo")).containsExactly("a", "b", "d", "e#1");
        assertThat(tasks("cluster=west&state=limbo")).isEmpty();
        assertThat(tasks("type=index&dataSource=flights&groupId=group&limit=1")).containsExactly("a");
        assertThat(tasks("state=ended")).isEmpty();
    }

    /** Nobody knows all of these, so that none of a name is an honest answer. */
    @ParameterizedTest
    @ValueSource(strings = {"type=nop", "dataSource=flihts", "groupId=none"})
    void whatNoTaskHasIsAnEmptyList(String query) {
        assertThat(tasks(query)).isEmpty();
    }

    @ParameterizedTest(name = "?{0} is refused with {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "state=runing|`state` is `runing`. Give one of waiting, placed, pending, suspended,",
                "state=RUNNING|`state` is `RUNNING`. Give one of waiting",
                "cluster=wset|`cluster` is `wset`. Give one of east, west",
                "limit=99999999999|`limit` is `99999999999`. Give a whole number from 1 to 1000",
                "limit=1e3|`limit` is `1e3`. Give a whole number from 1 to 1000",
                "limit=x|`limit` is `x`",
                "limit=1.0|`limit` is `1.0`",
                "limit=0|`limit` is `0`",
                "limit=-1|`limit` is `-1`",
                "limit=1001|`limit` is `1001`",
                "limit=|`limit` is empty. Give a value, or leave it out",
                "limit|`limit` is empty",
                "limit=1&limit=2|`limit` is given 2 times. Give it once",
                "cluster=east&cluster=east|`cluster` is given 2 times",
                "Limit=5|`Limit` is not known. Give any of cluster, state, type, dataSource, groupId, sort, cursor, limit",
                "offset=5|`offset` is not known",
                "cursor=|`cursor` is empty",
                "cursor=%23|`cursor` is `#`. Give the cursor of the page before",
                "cursor=a|`cursor` is `a`",
                "cursor=a%23|`cursor` is `a#`",
                "cursor=%231|`cursor` is `#1`",
                "cursor=a%23x|`cursor` is `a#x`",
                "cursor=a%232147483648|`cursor` is `a#2147483648`",
                "cursor=a%23-5|`cursor` is `a#-5`",
                "sort=age|`sort` is `age`. Give one of task, since, -since",
                "sort=since&cursor=a%231|`cursor` is `a#1`",
                "sort=since&cursor=2026-01-01T00:00:00Z%231|`cursor` is `2026-01-01T00:00:00Z#1`"
            })
    void aWrongParameterIsRefusedByName(String query, String sentence) {
        assertThat(Asked.refusal(placements.list(Asked.query(query)), 400)).contains("parameter " + sentence);
    }

    @Test
    void aQueryThatIsNotEncodedIsRefusedInASentence() {
        assertThat(Asked.refusal(placements.list(Asked.query("type=100%zz")), 400))
                .contains("Write `%` as `%25`");
    }

    /** All tasks, by pages of two. */
    private List<String> paged(String sort) {
        List<String> seen = new ArrayList<>();
        @Nullable String cursor = null;
        int pages = 0;
        do {
            JsonNode page = Asked.done(placements.list(
                    Asked.query("limit=2" + sort + (cursor == null ? "" : "&cursor=" + cursor.replace("#", "%23")))));
            seen.addAll(page.path("placements").findValuesAsText("task"));
            cursor = page.path("cursor").textValue();
            pages++;
        } while (cursor != null && pages < 10);
        assertThat(pages).isEqualTo((seen.size() + 1) / 2);
        return seen;
    }

    @Test
    void pagesFollowEachOtherToTheLastOne() {
        assertThat(paged("")).containsExactly("a", "b", "c", "d", "e#1");
        assertThat(paged("&sort=task")).containsExactly("a", "b", "c", "d", "e#1");
        assertThat(paged("&cluster=east")).containsExactly("a", "b", "d", "e#1");
    }

    @Test
    void theyCanBeSortedByHowLongTheyHaveBeenSo() {
        // To a cluster that cannot be seen: it waits.
        Map<String, Object> context = Map.of("tags", Map.of("k8s_cluster", "east"));
        overlord.run(new NoopTask("noop", "noop", "none", 0, 0, context));
        overlord.awaitTurn();
        List<String> oldestFirst = paged("&sort=since");
        assertThat(oldestFirst).hasSize(6).startsWith("a", "b").containsAll(List.of("c", "d", "e#1"));
        assertThat(oldestFirst.get(5)).startsWith("noop");
        List<String> newestFirst = paged("&sort=-since");
        assertThat(newestFirst).hasSameElementsAs(oldestFirst);
        assertThat(newestFirst.get(0)).startsWith("noop");
        assertThat(paged("&sort=-since&state=limbo")).containsExactly("a", "b", "d", "e#1");
    }

    @Test
    void aPlacementTellsWhereAndSinceWhenAndWhy() {
        JsonNode first = Asked.done(placements.list(Asked.query("limit=1")))
                .path("placements")
                .get(0);
        assertThat(first.path("cluster").asText()).isEqualTo("east");
        assertThat(first.path("job").asText()).isEqualTo("j-a-1");
        assertThat(first.path("attempt").asInt()).isEqualTo(1);
        assertThat(first.path("why").asText()).isEqualTo("the network is down");
        assertThat(first.path("placedAt").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(first.hasNonNull("since")).isTrue();
    }

    @Test
    void whereNobodyLeadsNothingIsSaid() {
        PlacementsResource standby = new PlacementsResource(new TaskMaster(null, null));
        assertThat(Asked.refusal(standby.list(Asked.plainly()), 503)).contains("does not lead");
    }
}
