package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.TaskId;
import io.henge.core.cluster.ClusterEvent;
import io.henge.core.decide.Policies;
import io.henge.core.report.AttemptReport;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a cluster's events are read, and where their words go. */
class EventsTest {
    private final SimulatedFleet fleet = new SimulatedFleet(Policies.DEFAULT, "east");

    @BeforeEach
    void warn() {
        fleet.cluster("east").warn(new ClusterEvent("Unhealthy", "Liveness probe failed"));
    }

    private @Nullable String messageOf(TaskId task) {
        return Objects.requireNonNull(fleet.outcomes().get(task)).message();
    }

    private int requests() {
        return fleet.cluster("east").requests("EVENTS");
    }

    @Test
    void aHealthyTaskCostsNoReading() {
        fleet.run("task", JobScript.ENDS_WELL, Peon.REPORTS);
        fleet.until("everything is cleaned up", fleet::isClean);
        assertThat(requests()).isZero();
    }

    @Test
    void aPodThatDiedIsToldOfWithTheEvents() {
        TaskId task = fleet.run("task", JobScript.IS_KILLED, Peon.SILENT);
        fleet.until("the task has ended", () -> fleet.outcomes().containsKey(task));
        assertThat(messageOf(task)).contains("137").endsWith("Unhealthy: Liveness probe failed");
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void aPodThatNeverStartsIsToldOfWithTheEvents() {
        TaskId task = fleet.run("task", JobScript.HAS_NO_IMAGE, Peon.SILENT);
        fleet.until("the task has ended", () -> fleet.outcomes().containsKey(task));
        assertThat(messageOf(task)).contains(JobScript.IMAGE_NOT_THERE).endsWith("Liveness probe failed");
    }

    @Test
    void whileTheEventsCannotBeHadTheTaskEndsAllTheSame() {
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        fleet.cluster("east").setApi(Api.THROTTLES);
        fleet.cluster("east")
                .endPod(
                        fleet.report(task)
                                .map(AttemptReport::attempt)
                                .orElseThrow()
                                .address()
                                .job(),
                        "exit code 3");
        fleet.until("the task has ended", () -> fleet.outcomes().containsKey(task));
        assertThat(messageOf(task)).endsWith("exit code 3");
        assertThat(requests()).isEqualTo(1);
    }
}
