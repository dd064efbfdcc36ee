package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.decide.Policies;
import io.henge.core.decide.Vitals;
import io.henge.core.health.HealthState;
import io.henge.core.report.AttemptReport;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.SimulatedCluster;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What peons that are announced to Druid tell of a cluster whose API server is silent. Times are those of the profile fast. */
class AnnouncementsTest {
    private static final ClusterName EAST = new ClusterName("east");
    private static final int LOST_AFTER_SECONDS = 15;
    private static final int SLACK_SECONDS = 3;

    private final SimulatedFleet fleet = new SimulatedFleet(Policies.DEFAULT, "east", "north", "west");
    private int tasks;

    /** Lets tasks of that type run, so that at least one does so on east; says which these are. */
    private List<TaskId> runOnEast(String type) {
        fleet.step(5);
        for (int i = 0; i < 6; i++) {
            TaskId task = new TaskId("task-" + tasks++);
            TaskTraits traits = new TaskTraits(type, "flights", task.value(), 50);
            fleet.run(task, new TaskScript(traits, JobScript.RUNS, Peon.SILENT, 0, List.of()));
            fleet.untilRunning(task);
        }
        // Until their locations are in the ledger, and what they asked for at first is long ago.
        fleet.step(30);
        List<TaskId> there = fleet.loop().snapshot().attempts().values().stream()
                .filter(report ->
                        report.attempt() != null && report.attempt().cluster().equals(EAST))
                .map(AttemptReport::task)
                .toList();
        assertThat(there).isNotEmpty();
        return there;
    }

    private Vitals vitals() {
        return fleet.loop().snapshot().clusters().stream()
                .filter(report -> report.name().equals(EAST))
                .map(report -> Objects.requireNonNull(report.vitals()))
                .findFirst()
                .orElseThrow();
    }

    private HealthState state() {
        return vitals().health().state();
    }

    private SimulatedCluster east() {
        return fleet.cluster("east");
    }

    @Test
    void aClusterIsNotLostWhileAPeonThereIsAnnounced() {
        runOnEast("index_kafka");
        east().setApi(Api.HANGS);
        fleet.step(60);
        assertThat(state()).isEqualTo(HealthState.UNREACHABLE);
        assertThat(vitals().health().words()).endsWith("; not lost: a task there was announced lately");
        fleet.registry().discovery().cut(east(), true);
        fleet.step(SimulatedDiscovery.SESSION_SECONDS_MIN + LOST_AFTER_SECONDS - 2);
        assertThat(state()).as("counted from the end of the last session").isEqualTo(HealthState.UNREACHABLE);
        fleet.until("east is lost", () -> state() == HealthState.LOST);
        Duration ago = Objects.requireNonNull(vitals().signs().peons().announcedAgo());
        assertThat(ago).isGreaterThanOrEqualTo(Duration.ofSeconds(LOST_AFTER_SECONDS));
        assertThat(ago).isLessThanOrEqualTo(Duration.ofSeconds(LOST_AFTER_SECONDS + SLACK_SECONDS));
    }

    @Test
    void aPeonThatIsAnnouncedAgainBringsALostClusterBackToUnreachable() {
        runOnEast("index_kafka");
        east().setApi(Api.HANGS);
        fleet.registry().discovery().cut(east(), true);
        fleet.until("east is lost", () -> state() == HealthState.LOST);
        fleet.registry().discovery().cut(east(), false);
        fleet.step(SLACK_SECONDS);
        assertThat(state()).isEqualTo(HealthState.UNREACHABLE);
    }

    @Test
    void aNewLeaderHearsOfThemToo() {
        runOnEast("index_kafka");
        east().setApi(Api.HANGS);
        fleet.step(40);
        fleet.reboot();
        fleet.step(40);
        assertThat(state()).isEqualTo(HealthState.UNREACHABLE);
    }

    @Test
    void whoAnnouncesNothingTellsOfNothing() {
        runOnEast("index_parallel");
        east().setApi(Api.HANGS);
        fleet.registry().discovery().cut(east(), true);
        fleet.until("east is lost", () -> state() == HealthState.LOST);
        assertThat(vitals().signs().peons().announcedAgo()).isNull();
    }

    @Test
    void aTaskThatHasEndedTellsOfNothing() {
        List<TaskId> there = runOnEast("index_kafka");
        east().setApi(Api.HANGS);
        fleet.step(20);
        assertThat(state()).isEqualTo(HealthState.UNREACHABLE);
        there.forEach(fleet::kill);
        fleet.until("east is lost", () -> state() == HealthState.LOST);
    }
}
