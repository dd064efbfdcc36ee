package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.decide.ClusterWord;
import io.henge.core.decide.Policies;
import io.henge.core.decide.Verdict;
import io.henge.core.ledger.LedgerWrite;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of a task where the store never takes the words that are to be recorded of it. */
class RefusedWordsTest {
    private final SimulatedFleet fleet = new SimulatedFleet(Policies.DEFAULT, "east", "west");

    /** As a database whose character set lacks it. */
    private static boolean saysSnow(LedgerWrite write) {
        return write.toString().contains("☃");
    }

    @Test
    void aMoveForAReasonThatTheStoreCannotHoldIsCarriedOutInPlainWords() {
        fleet.ledger().refuse(RefusedWordsTest::saysSnow);
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        TaskId other = fleet.run("other", JobScript.ENDS_WELL, Peon.REPORTS);
        fleet.untilRunning(task);
        CompletableFuture<Verdict> answer =
                fleet.loop().move(task, null, "anna", "☃ in the hall", false).toCompletableFuture();
        fleet.until("the word is carried out", answer::isDone);
        assertThat(answer.join().refusal()).isNull();
        assertThat(fleet.ledger().peek())
                .anySatisfy(row -> assertThat(row.reason()).isEqualTo("moved by anna: ? in the hall"));
        fleet.until("the other has ended", () -> fleet.outcomes().containsKey(other));
    }

    @Test
    void aClusterIsDeclaredDeadInPlainWords() {
        fleet.ledger().refuse(RefusedWordsTest::saysSnow);
        CompletableFuture<Verdict> answer = fleet.loop()
                .declare(new ClusterName("east"), ClusterWord.DEAD, "anna", "☃", null, false)
                .toCompletableFuture();
        fleet.until("the word is answered", answer::isDone);
        assertThat(Objects.requireNonNull(
                                Objects.requireNonNull(answer.join().cluster()).dead())
                        .why())
                .isEqualTo("?");
    }

    @Test
    void aTaskWhoseIntentTheStoreNeverTakesFailsWithASentenceAndTheOthersGoOn() {
        fleet.ledger()
                .refuse(write -> write instanceof LedgerWrite.Put put
                        && put.attempt().task().value().equals("odd"));
        TaskId odd = fleet.run("odd", JobScript.ENDS_WELL, Peon.REPORTS);
        TaskId other = fleet.run("other", JobScript.ENDS_WELL, Peon.REPORTS);
        fleet.until("both have ended", () -> fleet.outcomes().size() == 2);
        assertThat(Objects.requireNonNull(fleet.outcomes().get(other)).succeeded())
                .isTrue();
        assertThat(Objects.requireNonNull(fleet.outcomes().get(odd)).message()).contains("The ledger cannot hold");
    }
}
