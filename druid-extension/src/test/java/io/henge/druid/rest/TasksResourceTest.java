package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskTraits;
import io.henge.druid.runner.LeadingOverlord;
import io.henge.testkit.fleet.Attempts;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TasksResourceTest {
    private static final Attempt LOST = Attempts.placed("task", "east", 1, LeadingOverlord.NOW);
    private static final Attempt NEXT =
            Attempts.placed(new AttemptId(LOST.task(), 2), LOST.address(), 1, LeadingOverlord.NOW.plusSeconds(60));
    private static final Attempt DONE = Attempts.placed("done", "west", 1, LeadingOverlord.NOW)
            .ended(new Outcome(false, "Out of memory", 12), LeadingOverlord.NOW.plusSeconds(1));

    private final LeadingOverlord overlord = new LeadingOverlord(
            LOST.fenced("moved by anna: maintenance", LeadingOverlord.NOW.plusSeconds(50)), NEXT, DONE, kill());
    private final TasksResource tasks = new TasksResource(overlord.taskMaster());

    private static Attempt kill() {
        Attempt like = Attempts.placed("kill", "east", 1, LeadingOverlord.NOW);
        TaskTraits traits = new TaskTraits("kill", "flights", "kill", 50);
        return Attempt.placed(like.id(), like.address(), like.token(), traits, 1, LeadingOverlord.NOW);
    }

    @AfterEach
    void stopOverlord() {
        overlord.close();
    }

    @Test
    void allAttemptsOfATaskAreShownTheOldestFirst() {
        JsonNode task = Asked.done(tasks.one("task", Asked.plainly()));
        assertThat(task.path("task").asText()).isEqualTo("task");
        assertThat(task.path("attempts").findValuesAsText("attempt")).containsExactly("1", "2");
        JsonNode lost = task.path("attempts").get(0);
        assertThat(lost.path("state").asText()).isEqualTo("fenced");
        assertThat(lost.path("why").asText()).isEqualTo("moved by anna: maintenance");
        assertThat(lost.path("endedAt").asText()).isEqualTo("2026-01-01T00:00:50Z");
        assertThat(lost.path("outcome").isNull()).isTrue();
        JsonNode next = task.path("attempts").get(1);
        assertThat(next.path("state").asText()).isEqualTo("limbo");
        assertThat(next.path("placedAt").asText()).isEqualTo("2026-01-01T00:01:00Z");
    }

    @Test
    void anEndedAttemptTellsItsOutcome() {
        JsonNode done =
                Asked.done(tasks.one("done", Asked.plainly())).path("attempts").get(0);
        assertThat(done.path("state").asText()).isEqualTo("ended");
        assertThat(done.path("outcome").asText()).isEqualTo("failed");
        assertThat(done.path("durationMillis").asLong()).isEqualTo(12);
        assertThat(done.path("why").asText()).isEqualTo("Out of memory");
    }

    @Test
    void aTaskThatIsNotKnownIsNotFound() {
        assertThat(Asked.refusal(tasks.one("other", Asked.plainly()), 404)).contains("Task[other]");
        assertThat(Asked.refusal(tasks.one("x".repeat(256), Asked.plainly()), 404))
                .contains("Task[x");
        assertThat(Asked.refusal(tasks.move("other", Asked.because("tired"), Asked.plainly(), Asked.byAnna()), 404))
                .contains("Task[other]");
        assertThat(Asked.refusal(
                        tasks.move("x".repeat(256), Asked.because("tired"), Asked.plainly(), Asked.byAnna()), 404))
                .contains("Task[x");
    }

    @Test
    void aMoveIsAnsweredWhenTheAttemptsRightHasEndedInTheLedger() {
        Word word = new Word("maintenance", "west", null, false);
        JsonNode answer = Asked.done(tasks.move("task", Asked.body(word), Asked.plainly(), Asked.byAnna()));
        assertThat(answer.path("consequences")).singleElement().satisfies(one -> {
            assertThat(one.path("attempt").asInt()).isEqualTo(2);
            assertThat(one.path("disposition").asText()).isEqualTo("relaunch");
        });
        assertThat(overlord.ledger().peek())
                .filteredOn(row -> row.id().equals(NEXT.id()))
                .extracting(Attempt::reason)
                .containsExactly("moved by anna: maintenance");
    }

    @Test
    void aDryRunOnlyTells() {
        Word dry = new Word("maintenance", "west", null, true);
        assertThat(Asked.done(tasks.move("task", Asked.body(dry), Asked.plainly(), Asked.byAnna()))
                        .path("consequences"))
                .hasSize(1);
        assertThat(overlord.ledger().peek()).contains(NEXT);
    }

    @Test
    void whatCanNotBeMovedNowIsAConflict() {
        assertThat(Asked.refusal(tasks.move("done", Asked.because("tired"), Asked.plainly(), Asked.byAnna()), 409))
                .contains("has ended");
    }

    @Test
    void whatCanNeverBeMovedOrNotThereIsRefused() {
        assertThat(Asked.refusal(tasks.move("kill", Asked.because("tired"), Asked.plainly(), Asked.byAnna()), 400))
                .contains("never moved");
        Word nowhere = new Word("tired", "north", null, false);
        assertThat(Asked.refusal(tasks.move("task", Asked.body(nowhere), Asked.plainly(), Asked.byAnna()), 400))
                .contains("to[north]");
        Word nameless = new Word("tired", " ", null, false);
        assertThat(Asked.refusal(tasks.move("task", Asked.body(nameless), Asked.plainly(), Asked.byAnna()), 400))
                .contains("cluster name");
    }

    @Test
    void aMoveInsistsOnNoVersion() {
        Word insisting = new Word("tired", null, 1L, false);
        assertThat(Asked.refusal(tasks.move("task", Asked.body(insisting), Asked.plainly(), Asked.byAnna()), 400))
                .contains("`ifVersion` means nothing here");
    }

    @Test
    void whereNobodyLeadsNothingIsSaid() {
        TasksResource standby = new TasksResource(new TaskMaster(null, null));
        assertThat(Asked.refusal(standby.one("task", Asked.plainly()), 503)).contains("does not lead");
        assertThat(Asked.refusal(standby.move("task", Asked.because("tired"), Asked.plainly(), Asked.byAnna()), 503))
                .contains("does not lead");
    }
}
