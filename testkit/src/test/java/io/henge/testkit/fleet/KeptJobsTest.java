package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.decide.Policies;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Jobs that stay for people to look at when their tasks have ended. */
class KeptJobsTest {
    private final SimulatedFleet fleet =
            new SimulatedFleet(Policies.DEFAULT.withKeptJobs(true).withCapacity(1), "east");

    private void letTimePass() {
        IntStream.range(0, 300).forEach(i -> fleet.step());
    }

    private int deletions() {
        return fleet.cluster("east").requests("DELETE");
    }

    @Test
    void theJobStaysUntilItsTimeIsOverAndHoldsNoPlace() {
        TaskId task = fleet.run("task", JobScript.ENDS_WELL, Peon.REPORTS);
        fleet.until("the task ends", () -> fleet.outcomes().containsKey(task));
        letTimePass();
        fleet.reboot();
        letTimePass();
        assertThat(deletions()).isZero();
        assertThat(fleet.outcomes()).containsEntry(task, Outcome.success(1_000));
        JobName kept = fleet.ledger().attempts().get(0).address().job();

        TaskId next = fleet.run("next", JobScript.ENDS_BADLY, Peon.SILENT);
        fleet.until("the next task ends", () -> fleet.outcomes().containsKey(next));
        letTimePass();
        assertThat(fleet.jobsPresent()).isEqualTo(2);
        assertThat(fleet.jobsEverMade(task)).isEqualTo(1);

        fleet.cluster("east").deleteByHand(kept);
        fleet.until(
                "the row of the Job that went goes too",
                () -> fleet.ledger().attempts().size() == 1);
        assertThat(deletions()).isZero();
    }

    @Test
    void theJobOfAKilledTaskGoes() {
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.until("its Job is there", () -> fleet.jobsPresent() == 1);
        fleet.kill(task);
        fleet.until("everything is cleaned up", fleet::isClean);
        assertThat(deletions()).isEqualTo(1);
    }
}
