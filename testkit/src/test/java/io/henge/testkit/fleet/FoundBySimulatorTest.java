package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.fence.Claim;
import io.henge.core.reconcile.Policies;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What drawn worlds have found, each as one small story. */
class FoundBySimulatorTest {
    private final SimulatedFleet fleet = new SimulatedFleet(Policies.DEFAULT, "east", "west");

    private TaskId running() {
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        return task;
    }

    private Attempt onlyRow() {
        assertThat(fleet.ledger().peek()).hasSize(1);
        return fleet.ledger().peek().get(0);
    }

    private void move(TaskId task) {
        var unused = fleet.loop().move(task, null, "anna", "maintenance", false);
    }

    private static Claim claimOf(Attempt row) {
        return new Claim(row.id(), row.token());
    }

    @Test
    void aTaskThatWasFencedByALeaderThatDiedIsRunAgain() {
        TaskId task = running();
        move(task);
        fleet.until("the attempt is fenced", () -> onlyRow().state() == AttemptState.FENCED);
        fleet.reboot();
        fleet.until("the second attempt is there", () -> fleet.present().contains(new AttemptId(task, 2)));
    }

    @Test
    void aPodIsNotKeptLongerByAFormerLeaderWhoseClockWasAhead() {
        fleet.leader().close();
        fleet.lead(Duration.ofHours(2));
        TaskId task = running();
        fleet.loop().report(task, onlyRow().token(), Outcome.success(1));
        fleet.until("the end is recorded", () -> onlyRow().state() == AttemptState.ENDED);
        fleet.reboot();
        Instant begun = fleet.clock().instant();
        fleet.until("everything is cleaned up", fleet::isClean);
        assertThat(Duration.between(begun, fleet.clock().instant()))
                .isBetween(
                        Policies.DEFAULT.podEndWait(),
                        Policies.DEFAULT.podEndWait().plusSeconds(30));
    }

    @Test
    void aPublishThatComesBeforeTheLoopHasTurnedIsNoted() {
        running();
        Attempt row = onlyRow();
        fleet.reboot();
        fleet.send(PeonAction.publish(claimOf(row), List.of("segment")));
        fleet.until("it is published", () -> fleet.store().commits().contains(row.id()));
        assertThat(fleet.ledger().peekPublishes())
                .singleElement()
                .satisfies(publish -> assertThat(publish.segments()).containsExactly("segment"));
    }

    @Test
    void aFormerLeaderSendsNoNewerAttemptAway() {
        TaskId task = running();
        SimulatedOverlord former = fleet.freeze();
        move(task);
        AttemptId second = new AttemptId(task, 2);
        fleet.until("the second attempt is there", () -> fleet.present().contains(second));
        Attempt row = fleet.ledger().peek().get(1);
        assertThat(row.id()).isEqualTo(second);
        PeonAction action = PeonAction.lock(claimOf(row));
        former.door().take(action);
        former.thaw();
        IntStream.range(0, 10).forEach(i -> fleet.step());
        assertThat(action.ticket().answer()).isEqualTo(PeonAction.Answer.NONE_YET);
    }
}
