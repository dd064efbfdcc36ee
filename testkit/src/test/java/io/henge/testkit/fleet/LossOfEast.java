package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.decide.Forecast;
import io.henge.core.decide.Policies;
import io.henge.core.failover.Disposition;
import io.henge.core.failover.FailoverPolicy;
import io.henge.core.failover.FailoverPolicy.Patience;
import io.henge.core.failover.PurgeMode;
import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.LedgerEvent.Kind;
import io.henge.core.placement.Asked;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A fleet of which the cluster east is lost. Times are those of the profile fast. */
abstract class LossOfEast {
    static final ClusterName EAST = new ClusterName("east");

    /** By then it is lost, and what can leave has left. */
    static final int LOST_SECONDS = 32;

    static final Policies POLICIES = Policies.DEFAULT;

    SimulatedFleet fleet = new SimulatedFleet(POLICIES, "east", "north", "west");

    void fleetOf(Policies policies, String... clusters) {
        fleet = new SimulatedFleet(policies, clusters);
    }

    /** Tasks that run until they are deleted; one of them, or more, on east. */
    void run(int tasks, String type) {
        for (int i = 0; i < tasks; i++) {
            TaskId task = new TaskId(type + "-" + i);
            fleet.run(
                    task,
                    new TaskScript(
                            new TaskTraits(type, "flights", "group-" + i, i),
                            JobScript.RUNS,
                            Peon.SILENT,
                            0,
                            List.of()));
        }
        fleet.until(
                "all run", () -> placed().size() == tasks && placed().stream().allMatch(row -> row.jobUid() != null));
        assertThat(onEast()).isNotEmpty();
    }

    List<Attempt> placed() {
        return fleet.ledger().peek().stream()
                .filter(row -> row.state() == AttemptState.PLACED)
                .toList();
    }

    List<Attempt> onEast() {
        return placed().stream().filter(row -> row.cluster().equals(EAST)).toList();
    }

    /** Nothing is heard of east from now on. */
    void lose() {
        fleet.cluster("east").setApi(Api.HANGS);
        fleet.registry().discovery().cut(fleet.cluster("east"), true);
    }

    void lose(int seconds) {
        lose();
        fleet.step(seconds);
    }

    Forecast forecast() {
        return fleet.loop().snapshot().clusters().stream()
                .filter(report -> report.name().equals(EAST))
                .flatMap(report -> Optional.ofNullable(report.forecast()).stream())
                .findFirst()
                .orElseThrow();
    }

    long events(Kind kind) {
        return fleet.ledger()
                .events(new EventFilter(null, null, kind), Long.MAX_VALUE, 1_000)
                .size();
    }

    void asking(FailoverPolicy policy) {
        fleet.setAsking(task -> Asked.NOTHING.failingOver(policy));
    }

    Outcome outcome(TaskId task) {
        return Objects.requireNonNull(fleet.outcomes().get(task), "the task goes on");
    }

    static FailoverPolicy patience(long seconds) {
        return new FailoverPolicy(
                null, null, new Patience(Duration.ofSeconds(seconds), null, null, null), null, List.of());
    }

    static FailoverPolicy onLost(Disposition disposition) {
        return new FailoverPolicy(disposition, null, Patience.USUAL, null, List.of());
    }

    static FailoverPolicy purging(PurgeMode mode) {
        return new FailoverPolicy(null, mode, Patience.USUAL, null, List.of());
    }
}
