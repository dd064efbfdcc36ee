package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.ledger.LedgerEvent;
import io.henge.core.ledger.LedgerEvent.About;
import io.henge.core.ledger.LedgerEvent.Kind;
import io.henge.core.ledger.LedgerWrite;
import io.henge.druid.runner.LeadingOverlord;
import io.henge.testkit.ledger.InMemoryLedger;
import java.util.ArrayList;
import java.util.List;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class EventsResourceTest {
    private final LeadingOverlord overlord = new LeadingOverlord(new LedgerWrite[] {
        event(1, Kind.PLACED, new About(new TaskId("a"), 1, new ClusterName("east")), ""),
        event(2, Kind.CORDONED, About.cluster(new ClusterName("east")), "maintenance"),
        event(3, Kind.PLACED, new About(new TaskId("b"), 1, new ClusterName("gone")), "")
    });
    private final EventsResource events = new EventsResource(overlord.taskMaster());

    private static LedgerWrite event(long number, Kind kind, About about, String why) {
        return new LedgerWrite.Note(number, new LedgerEvent(kind, LeadingOverlord.NOW, "anna", about, why));
    }

    @AfterEach
    void stopOverlord() {
        overlord.close();
    }

    private JsonNode asked(String query) {
        return Asked.done(events.list(Asked.query(query))).path("events");
    }

    @Test
    void eventsAreToldNewestFirstWithWhoAndWhy() {
        JsonNode all = asked("");
        assertThat(all.findValuesAsText("number")).containsExactly("3", "2", "1");
        JsonNode cordoned = all.get(1);
        assertThat(cordoned.path("kind").asText()).isEqualTo("cordoned");
        assertThat(cordoned.path("at").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(cordoned.path("by").asText()).isEqualTo("anna");
        assertThat(cordoned.path("cluster").asText()).isEqualTo("east");
        assertThat(cordoned.path("task").isNull()).isTrue();
        assertThat(cordoned.path("reason").asText()).isEqualTo("maintenance");
        assertThat(all.get(2).path("task").asText()).isEqualTo("a");
        assertThat(all.get(2).path("attempt").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"task=a,1", "cluster=east,2 1", "kind=placed,3 1", "cluster=gone&kind=placed,3", "task=c,''"})
    void eventsCanBeAskedForByWhatTheyAreAbout(String query, String numbers) {
        assertThat(String.join(" ", asked(query).findValuesAsText("number"))).isEqualTo(numbers);
    }

    @Test
    void pagesFollowEachOtherToTheLastOne() {
        List<String> seen = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            JsonNode page =
                    Asked.done(events.list(Asked.query("limit=2" + (cursor == null ? "" : "&cursor=" + cursor))));
            seen.add(String.join(" ", page.path("events").findValuesAsText("number")));
            cursor = page.path("cursor").textValue();
        } while (cursor != null && seen.size() < 9);
        assertThat(seen).containsExactly("3 2", "1");
    }

    @ParameterizedTest(name = "?{0} is refused with {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "kind=plased|`kind` is `plased`. Give one of placed, ended, fenced, failed_over, moved, withdrawn, taken_back,",
                "kind=other|`kind` is `other`. Give one of placed",
                "cluster=wset|`cluster` is `wset`. Give one of east, west",
                "cluster=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|`cluster` is `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`. Give a name that a cluster can have",
                "task=a%0ab|`task` is `a\\nb`. Give a name that a task can have",
                "cursor=0|`cursor` is `0`. Give the cursor of the page before",
                "cursor=x|`cursor` is `x`",
                "limit=1001|`limit` is `1001`. Give a whole number from 1 to 1000",
                "after=5|`after` is not known. Give any of task, cluster, kind, cursor, limit"
            })
    void aWrongParameterIsRefusedByName(String query, String sentence) {
        assertThat(Asked.refusal(events.list(Asked.query(query)), 400))
                .contains("parameter " + sentence.replace("\\n", "\n"));
    }

    @Test
    void aLedgerThatDoesNotAnswerIsSaidToBeSo() {
        overlord.ledger().setStore(InMemoryLedger.Store.FAILS);
        assertThat(Asked.refusal(events.list(Asked.plainly()), 503)).contains("The ledger has not answered");
        overlord.ledger().setStore(InMemoryLedger.Store.ANSWERS);
        assertThat(asked("")).hasSize(3);
    }

    @Test
    void whereNobodyLeadsNothingIsSaid() {
        EventsResource standby = new EventsResource(new TaskMaster(null, null));
        assertThat(Asked.refusal(standby.list(Asked.plainly()), 503)).contains("does not lead");
    }
}
