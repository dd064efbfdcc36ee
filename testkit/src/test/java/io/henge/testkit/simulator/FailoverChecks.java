package io.henge.testkit.simulator;

import static io.henge.testkit.simulator.Violation.unless;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.ClusterFacts;
import io.henge.core.decide.FleetAction;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.Plan;
import io.henge.core.decide.Policies;
import io.henge.core.decide.Withdrawal;
import io.henge.core.health.HealthState;
import io.henge.testkit.fleet.SimulatedFleet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks at what is taken from clusters because they are lost. */
final class FailoverChecks {
    private final SimulatedFleet fleet;
    private final Policies policies;

    FailoverChecks(SimulatedFleet fleet, Policies policies) {
        this.fleet = fleet;
        this.policies = policies;
    }

    /** A plan was made by what is known of the clusters. */
    void planned(long by, FleetSnapshot known, Plan plan) {
        List<AttemptId> taken = plan.fleetActions().stream()
                .filter(action -> action instanceof FleetAction.Relocate relocate
                        && relocate.withdrawal().cause() == Withdrawal.Cause.LOST)
                .map(action -> ((FleetAction.Relocate) action).attempt())
                .toList();
        unless(
                taken.size() <= policies.failover().rate(),
                Invariant.STORMS_ARE_SHAPED,
                () -> taken + " are taken from lost clusters at once");
        Map<AttemptId, Attempt> rows = new TreeMap<>();
        fleet.ledger().peek().forEach(row -> rows.put(row.id(), row));
        taken.stream().map(rows::get).filter(row -> row != null).forEach(row -> checkTaken(by, row, known));
    }

    private void checkTaken(long by, Attempt row, FleetSnapshot known) {
        @Nullable ClusterFacts from = known.clusters().get(row.cluster());
        unless(
                from != null && from.health().state() == HealthState.LOST,
                Invariant.ONLY_THE_LOST_IS_LEFT,
                () -> row.id() + " is taken from " + row.cluster() + ", which is not lost");
        if (from == null) {
            return;
        }
        Instant now = from.vitals().signs().at();
        unless(
                known.pause() == null
                        && known.clusters().values().stream()
                                .anyMatch(other -> !other.name().equals(row.cluster())
                                        && other.standing().closed() == null
                                        && !other.health().state().isClosed()),
                Invariant.NOTHING_IS_LEFT_FOR_NOTHING,
                () -> row.id() + " is taken from " + row.cluster() + ", but no other cluster takes anything");
        Optional<Instant> told = told(by, row.cluster());
        unless(
                told.isPresent() && !now.isBefore(told.get()),
                Invariant.THE_COUNTDOWN_ACTS,
                () -> row.id() + " is taken from " + row.cluster() + " at " + now + ", but readers were told " + told);
    }

    /** When the leader of that term has said last that it would take the first from the cluster, by its own clock. */
    private Optional<Instant> told(long by, ClusterName cluster) {
        return fleet.overlords().stream()
                .filter(overlord -> overlord.epoch() == by)
                .flatMap(overlord -> overlord.loop().snapshot().clusters().stream())
                .filter(report -> report.name().equals(cluster))
                .flatMap(report -> Optional.ofNullable(report.forecast()).stream())
                .flatMap(forecast -> Optional.ofNullable(forecast.at()).stream())
                .findFirst();
    }
}
