package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.decide.Policies;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.Overload;
import io.henge.testkit.cluster.SimulatedCluster;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An API server that becomes slower the more is asked of it, and many launches that wait for it. */
class OverloadTest {
    private static final int RUSH = 60;

    private final SimulatedFleet fleet = new SimulatedFleet(Policies.DEFAULT, "east", "west");
    private final SimulatedCluster east = fleet.cluster("east");
    private final SimulatedCluster west = fleet.cluster("west");

    @BeforeEach
    void letAllGoEast() {
        west.setApi(Api.REFUSES);
        fleet.step(2);
    }

    private TaskId running(String name) {
        TaskId task = fleet.run(name, JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        return task;
    }

    /** Afterwards launches wait for their turn, and those that are under way take all the time that they may. */
    private void rush() {
        east.overload(new Overload(4, SimulatedCluster.CALL_SECONDS_MAX, null));
        for (int i = 0; i < RUSH; i++) {
            fleet.run("rush-" + i, JobScript.ENDS_WELL, Peon.REPORTS);
        }
        fleet.step(3);
        assertThat(east.waitingForTheirTurn()).isGreaterThan(RUSH / 3);
    }

    private Attempt rowOf(TaskId task) {
        return fleet.ledger().peek().stream()
                .filter(row -> row.task().equals(task))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFenceTakesNoLongerForAnyNumberOfLaunches() {
        TaskId first = running("first");
        TaskId second = running("second");
        int alone = secondsUntilFenced(first);
        west.setApi(Api.REFUSES);
        rush();
        assertThat(secondsUntilFenced(second)).isEqualTo(alone);
    }

    private int secondsUntilFenced(TaskId task) {
        west.setApi(Api.ANSWERS);
        fleet.step(2);
        var unused = fleet.loop().move(task, new ClusterName("west"), "anna", "test", false);
        int seconds = 0;
        while (rowOf(task).state() == AttemptState.PLACED) {
            fleet.step();
            assertThat(++seconds).isLessThan(SimulatedCluster.CALL_SECONDS_MAX);
        }
        return seconds;
    }

    @Test
    void aDeleteHasItsTurnWithinTheTimeOfOneCall() {
        TaskId task = running("task");
        rush();
        int before = east.requests("DELETE");
        fleet.kill(task);
        int seconds = 0;
        while (east.requests("DELETE") == before) {
            fleet.step();
            assertThat(++seconds).isLessThanOrEqualTo(SimulatedCluster.CALL_SECONDS_MAX);
        }
        assertThat(east.waitingForTheirTurn()).as("launches wait all the same").isPositive();
    }

    @Test
    void allIsWellOnceItIsOver() {
        rush();
        fleet.step(SimulatedCluster.CALL_SECONDS_MAX);
        east.setApi(Api.ANSWERS);
        west.setApi(Api.ANSWERS);
        fleet.until("everything has ended", fleet::isClean);
        assertThat(fleet.outcomes()).hasSize(RUSH);
    }
}
