package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.ledger.FailoverRecord;
import io.henge.core.ledger.FailoverRecord.Course;
import io.henge.core.ledger.FailoverRecord.Grounds;
import io.henge.core.ledger.FailoverRecord.Trigger;
import io.henge.core.ledger.LedgerWrite;
import io.henge.druid.runner.LeadingOverlord;
import io.henge.testkit.ledger.InMemoryLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class FailoversResourceTest {
    private static final Course WHOLE = new Course(
            new ClusterName("west"),
            LeadingOverlord.NOW.plusSeconds(1),
            LeadingOverlord.NOW.plusSeconds(2),
            LeadingOverlord.NOW.plusSeconds(3));

    private final LeadingOverlord overlord = new LeadingOverlord(new LedgerWrite[] {
        failover(1, Trigger.CLUSTER_LOST, "a", "east", WHOLE),
        failover(2, Trigger.OTHER, "b", "gone", Course.NOTHING),
        failover(3, Trigger.MOVED, "a", "gone", Course.NOTHING)
    });
    private final FailoversResource failovers = new FailoversResource(overlord.taskMaster());

    private static LedgerWrite failover(long number, Trigger trigger, String task, String from, Course course) {
        Grounds grounds = new Grounds(
                "silent for 2 min",
                new TreeMap<>(Map.of("mode", "act")),
                new TreeMap<>(Map.of("watch", "2 min old", "probe", "timed out")),
                new TreeMap<>(Map.of("priority", "50")));
        return new LedgerWrite.PutFailover(
                number,
                new FailoverRecord(
                        new AttemptId(new TaskId(task), 2),
                        LeadingOverlord.NOW,
                        trigger,
                        number != 2,
                        new ClusterName(from),
                        grounds,
                        course));
    }

    @AfterEach
    void stopOverlord() {
        overlord.close();
    }

    private JsonNode asked(String query) {
        return Asked.done(failovers.list(Asked.query(query))).path("failovers");
    }

    @Test
    void allThatIsKnownOfAFailoverIsTold() throws Exception {
        JsonNode all = asked("");
        assertThat(all.findValuesAsText("number")).containsExactly("3", "2", "1");
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(all.get(2).toString())).isEqualTo(json.readTree("""
                {"number": 1, "task": "a", "attempt": 2, "at": "2026-01-01T00:00:00Z", "trigger": "cluster_lost",
                 "acted": true, "from": "east", "to": "west", "replacedAt": "2026-01-01T00:00:01Z",
                 "purgedAt": "2026-01-01T00:00:02Z", "falsePositive": true, "aliveAt": "2026-01-01T00:00:03Z",
                 "why": "silent for 2 min", "policy": {"mode": "act"},
                 "evidence": {"probe": "timed out", "watch": "2 min old"}, "preserved": {"priority": "50"}}"""));
        JsonNode observed = all.get(1);
        assertThat(observed.path("acted").asBoolean(true)).isFalse();
        assertThat(observed.path("falsePositive").asBoolean(true)).isFalse();
        assertThat(List.of("to", "replacedAt", "purgedAt", "aliveAt"))
                .allMatch(field -> observed.path(field).isNull());
    }

    @ParameterizedTest
    @CsvSource({
        "task=a,3 1",
        "cluster=east,1",
        "cluster=west,1",
        "cluster=gone,3 2",
        "cluster=gone&task=b,2",
        "task=c,''"
    })
    void failoversCanBeAskedForByTaskAndCluster(String query, String numbers) {
        assertThat(String.join(" ", asked(query).findValuesAsText("number"))).isEqualTo(numbers);
    }

    @Test
    void pagesFollowEachOtherToTheLastOne() {
        List<String> seen = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            JsonNode page =
                    Asked.done(failovers.list(Asked.query("limit=2" + (cursor == null ? "" : "&cursor=" + cursor))));
            seen.add(String.join(" ", page.path("failovers").findValuesAsText("number")));
            cursor = page.path("cursor").textValue();
        } while (cursor != null && seen.size() < 9);
        assertThat(seen).containsExactly("3 2", "1");
    }

    @ParameterizedTest(name = "?{0} is refused with {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "cluster=wset|`cluster` is `wset`. Give one of east, west",
                "cursor=0|`cursor` is `0`. Give the cursor of the page before",
                "limit=1001|`limit` is `1001`. Give a whole number from 1 to 1000",
                "kind=moved|`kind` is not known. Give any of task, cluster, cursor, limit"
            })
    void aWrongParameterIsRefusedByName(String query, String sentence) {
        assertThat(Asked.refusal(failovers.list(Asked.query(query)), 400)).contains("parameter " + sentence);
    }

    @Test
    void aLedgerThatDoesNotAnswerIsSaidToBeSo() {
        overlord.ledger().setStore(InMemoryLedger.Store.FAILS);
        assertThat(Asked.refusal(failovers.list(Asked.plainly()), 503)).contains("The ledger has not answered");
    }

    @Test
    void whereNobodyLeadsNothingIsSaid() {
        FailoversResource standby = new FailoversResource(new TaskMaster(null, null));
        assertThat(Asked.refusal(standby.list(Asked.plainly()), 503)).contains("does not lead");
    }
}
