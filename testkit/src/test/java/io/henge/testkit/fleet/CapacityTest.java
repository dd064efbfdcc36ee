package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.TaskId;
import io.henge.core.reconcile.Policies;
import io.henge.core.reconcile.TaskReport;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The capacity while tasks run. */
class CapacityTest {
    /** Longer than any task here takes to start. */
    private static final int STEPS_TO_START = 30;

    private final SimulatedFleet fleet = new SimulatedFleet(Policies.DEFAULT.withCapacity(2), "east", "west");

    private List<TaskId> runFive() {
        return IntStream.range(0, 5)
                .mapToObj(i -> fleet.run("task-" + i, JobScript.RUNS, Peon.REPORTS))
                .toList();
    }

    private long running() {
        return fleet.loop().snapshot().attempts().values().stream()
                .filter(report -> report.state() == TaskReport.State.RUNNING)
                .count();
    }

    @Test
    void whatWaitsStartsWhenTheCapacityGrows() {
        runFive();
        fleet.until("two run", () -> running() == 2);
        fleet.limit(4);
        fleet.until("four run", () -> running() == 4);
        fleet.step(STEPS_TO_START);
        assertThat(running()).isEqualTo(4);
    }

    @Test
    void aLowerCapacityStopsNothingAndStartsNothingUntilEnoughHaveEnded() {
        fleet.limit(4);
        List<TaskId> tasks = runFive();
        fleet.until("four run", () -> running() == 4);
        fleet.limit(2);
        fleet.step(STEPS_TO_START);
        assertThat(running()).isEqualTo(4);
        assertThat(fleet.outcomes()).isEmpty();
        tasks.subList(0, 2).forEach(fleet::kill);
        fleet.step(STEPS_TO_START);
        assertThat(fleet.report(tasks.get(4)).orElseThrow().state()).isEqualTo(TaskReport.State.WAITING);
        fleet.kill(tasks.get(2));
        fleet.until(
                "the fifth runs", () -> fleet.report(tasks.get(4)).orElseThrow().state() == TaskReport.State.RUNNING);
        assertThat(running()).isEqualTo(2);
    }

    @Test
    void theNextTermHoldsToTheCapacityOfItsTime() {
        runFive();
        fleet.limit(3);
        fleet.until("three run", () -> running() == 3);
        fleet.reboot();
        fleet.step(STEPS_TO_START);
        assertThat(running()).isEqualTo(3);
    }
}
