package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.druid.runner.LeadingOverlord;
import io.henge.testkit.fleet.Attempts;
import org.apache.druid.indexing.common.task.NoopTask;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SummaryResourceTest {
    private final LeadingOverlord overlord = new LeadingOverlord(
            Attempts.placed("a", "east", 1, LeadingOverlord.NOW), Attempts.placed("b", "east", 1, LeadingOverlord.NOW));
    private final SummaryResource summary = new SummaryResource(overlord.taskMaster());

    @AfterEach
    void stopOverlord() {
        overlord.close();
    }

    /** Of another resource, since each gives out its answers for a second. */
    private JsonNode fresh() {
        overlord.awaitTurn();
        return Asked.done(new SummaryResource(overlord.taskMaster()).present(Asked.plainly()));
    }

    private void runUnplaced(String... tasks) {
        ClustersResource clusters = new ClustersResource(overlord.taskMaster());
        Asked.done(clusters.cordon("west", Asked.because("new disks"), Asked.plainly(), Asked.byAnna()));
        for (String task : tasks) {
            overlord.run(new NoopTask(task, null, "flights", 1000, 0, null));
        }
    }

    @Test
    void attemptsAreCountedByState() {
        JsonNode states = fresh().path("states");
        assertThat(states.path("limbo").asInt()).isEqualTo(2);
        assertThat(states.path("running").asInt()).isZero();
        assertThat(states).hasSize(PlacementView.STATES.size());
    }

    @Test
    void thoseThatWaitForTheSameAreOne() {
        runUnplaced("one", "other");
        assertThat(fresh().path("held")).singleElement().satisfies(held -> {
            assertThat(held.path("state").asText()).isEqualTo("waiting");
            assertThat(held.path("cluster").isNull()).isTrue();
            assertThat(held.path("tasks").asInt()).isEqualTo(2);
            assertThat(held.path("why").asText()).contains("west is cordoned");
            assertThat(held.path("example").asText()).isIn("one", "other");
        });
        assertThat(fresh().path("heldOtherwise").asInt()).isZero();
    }

    /** In the words of the placement of one of them. */
    @Test
    void itSaysTheSameAsEachTask() {
        runUnplaced("one");
        JsonNode held = fresh().path("held").get(0);
        JsonNode task = Asked.done(new TasksResource(overlord.taskMaster()).one("one", Asked.plainly()));
        assertThat(held.path("why").asText())
                .isEqualTo(task.path("attempts").get(0).path("why").asText());
    }

    @Test
    void oneAnswerIsGivenOutForASecond() {
        JsonNode before = Asked.done(summary.present(Asked.plainly()));
        runUnplaced("one");
        overlord.awaitTurn();
        assertThat(Asked.done(summary.present(Asked.plainly()))).isEqualTo(before);
        assertThat(fresh().path("states").path("waiting").asInt()).isEqualTo(1);
    }

    @Test
    void whoDoesNotLeadCannotSay() {
        assertThat(Asked.refusal(new SummaryResource(new TaskMaster(null, null)).present(Asked.plainly()), 503))
                .contains("does not lead");
    }
}
