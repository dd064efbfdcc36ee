package io.henge.testkit.simulator;

import static io.henge.testkit.simulator.Violation.unless;

import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.ClusterFacts;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.health.HealthState;
import io.henge.core.health.HealthTimings;
import io.henge.core.ledger.ClusterRecord;
import io.henge.testkit.cluster.SimulatedCluster;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import io.henge.testkit.fleet.SimulatedFleet;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at which clusters leaders take for lost, by what their API servers have done. */
final class HealthChecks {
    /** So long a leader has to see a silence itself before it takes a cluster for lost. */
    private static final long LOOK_SECONDS = HealthTimings.FAST.suspectAfter().toSeconds();

    /** By then an answer has come that was on its way when the API server fell silent. */
    private static final int LATE_SECONDS = 30;

    private final SimulatedFleet fleet;

    /** For how many seconds each API server has answered nothing at all, neither well nor by a refusal. */
    private final Map<SimulatedCluster, Integer> silent = new HashMap<>();

    /** For how many seconds nothing can have come from each API server but what was late, while the ledger could be written. */
    private final Map<SimulatedCluster, Integer> mute = new HashMap<>();

    /** Since when it is silent by the ledger, of each cluster that is mute for long. */
    private final Map<ClusterName, Instant> begun = new HashMap<>();

    HealthChecks(SimulatedFleet fleet) {
        this.fleet = fleet;
    }

    /** After each step: what API servers did in it. */
    void look() {
        for (SimulatedCluster cluster : fleet.registry().all()) {
            silent.put(cluster, isHeard(cluster) ? 0 : silent.getOrDefault(cluster, 0) + 1);
            boolean isMute = fleet.ledger().isWell() && (cluster.api() == Api.HANGS || cluster.api() == Api.REFUSES);
            mute.put(cluster, isMute ? mute.getOrDefault(cluster, 0) + 1 : 0);
        }
        fleet.ledger().peekClusters().forEach(this::checkBegun);
    }

    /** A name that leads elsewhere now and then is left out. */
    private void checkBegun(ClusterRecord record) {
        ClusterName name = record.name();
        SimulatedCluster home = fleet.registry().home(name);
        if (fleet.registry().isAway(name) || mute.getOrDefault(home, 0) < LATE_SECONDS) {
            begun.remove(name);
        } else if (record.badSince() == null) {
            // A leader that could not write for a while may say first that it was well meanwhile.
            begun.remove(name);
        } else {
            @Nullable Instant before = begun.putIfAbsent(name, record.badSince());
            unless(
                    before == null || before.equals(record.badSince()),
                    Invariant.TIMERS_OUTLIVE_LEADERS,
                    () -> name + " is silent since " + before + " by the ledger, and then since " + record.badSince());
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
