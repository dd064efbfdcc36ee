package io.henge.testkit.simulator;

import static io.henge.testkit.simulator.Violation.unless;

import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.ClusterFacts;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.health.HealthState;
import io.henge.core.health.HealthTimings;
import io.henge.testkit.cluster.SimulatedCluster;
import io.henge.testkit.fleet.SimulatedFleet;
import java.util.HashMap;
import java.util.Map;

/** Looks at which clusters leaders take for lost, by what their API servers have done. */
final class HealthChecks {
    /** So long a leader has to see a silence itself before it takes a cluster for lost. */
    private static final long LOOK_SECONDS = HealthTimings.FAST.suspectAfter().toSeconds();

    private final SimulatedFleet fleet;

    /** For how many seconds each API server has answered nothing at all, neither well nor by a refusal. */
    private final Map<SimulatedCluster, Integer> silent = new HashMap<>();

    HealthChecks(SimulatedFleet fleet) {
        this.fleet = fleet;
    }

    /** After each step: what API servers did in it. */
    void look() {
        for (SimulatedCluster cluster : fleet.registry().all()) {
            silent.put(cluster, isHeard(cluster) ? 0 : silent.getOrDefault(cluster, 0) + 1);
        }
    }

    /** One that is overloaded may be too slow for a question, or refuse it. */
    private static boolean isHeard(SimulatedCluster cluster) {
        return switch (cluster.api()) {
            case ANSWERS, KNOWS_NOBODY, THROTTLES -> true;
            case REFUSES, LOSES_ANSWERS, HANGS, IS_OVERLOADED -> false;
        };
    }

    /** A plan was made by what is known of the clusters. */
    void planned(long epoch, FleetSnapshot known) {
        known.clusters().values().stream()
                .filter(facts -> facts.health().state() == HealthState.LOST)
                .forEach(facts -> fleet.overlords().stream()
                        .filter(overlord -> overlord.epoch() == epoch)
                        .flatMap(overlord -> overlord.reaches(facts.name()).stream())
                        .forEach(cluster -> checkLost(facts, cluster)));
    }

    private void checkLost(ClusterFacts facts, SimulatedCluster cluster) {
        ClusterName name = facts.name();
        int seconds = silent.getOrDefault(cluster, 0);
        unless(
                seconds >= LOOK_SECONDS,
                Invariant.LOST_IS_SILENT,
                () -> name + " is taken for lost, but was heard " + seconds + " s ago: "
                        + facts.vitals().signs());
    }
}
