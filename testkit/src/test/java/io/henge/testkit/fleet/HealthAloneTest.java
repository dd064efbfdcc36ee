package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.decide.Policies;
import io.henge.core.health.HealthState;
import io.henge.core.health.Probe;
import io.henge.core.port.ClusterConnection;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A cluster of which nothing can be concluded, since what it shows is nonsense, is no harm for the others. */
class HealthAloneTest {
    /** Longer ago than any clock can say. */
    private static final Probe NONSENSE = new Probe(Probe.Answer.SILENT, "planted", Duration.ofSeconds(Long.MAX_VALUE));

    private static final Build BROKEN_EAST = new Build() {
        @Override
        public ClusterConnection connection(ClusterConnection sound) {
            return sound.name().value().equals("east") ? new Nonsense(sound) : sound;
        }
    };

    private final SimulatedFleet fleet =
            new SimulatedFleet(Policies.DEFAULT, BROKEN_EAST, Witness.NOBODY, "east", "north", "west");

    private static final class Nonsense extends ForwardingConnection {
        Nonsense(ClusterConnection sound) {
            super(sound);
        }

        @Override
        public Probe probe() {
            return NONSENSE;
        }
    }

    private HealthState stateOf(String cluster) {
        return fleet.loop().snapshot().clusters().stream()
                .filter(report -> report.name().value().equals(cluster))
                .map(report -> Objects.requireNonNull(report.vitals()).health().state())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theOthersGoOn() {
        fleet.step(5);
        assertThat(fleet.loop().takeFaults()).as("it was met").isPositive();
        fleet.cluster("west").setApi(Api.HANGS);
        fleet.step(20);
        assertThat(stateOf("east")).as("left as it was").isEqualTo(HealthState.HEALTHY);
        assertThat(stateOf("west")).isEqualTo(HealthState.LOST);
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        assertThat(List.of(new ClusterName("east"), new ClusterName("north")))
                .contains(fleet.ledger().peek().get(0).cluster());
    }
}
