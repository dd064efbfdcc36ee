package io.henge.testkit.simulator;

import static io.henge.testkit.simulator.Violation.unless;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.decide.ClusterFacts;
import io.henge.core.decide.FleetAction;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.Plan;
import io.henge.core.decide.Policies;
import io.henge.core.decide.Withdrawal;
import io.henge.core.failover.Disposition;
import io.henge.core.health.HealthState;
import io.henge.testkit.cluster.SimulatedCluster;
import io.henge.testkit.fleet.SimulatedFleet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks at what is taken from clusters because they are lost. */
final class FailoverChecks {
    /** By then who leads has asked them, also where it was asleep before. */
    private static final int HEARD_SECONDS = 20;

    private final SimulatedFleet fleet;
    private final Policies policies;

    /** For how many seconds a peon that can be asked has run on each cluster of which the ledger knows where it is. */
    private final Map<ClusterName, Integer> heard = new TreeMap<>();

    private final Predicate<TaskId> exclusive;
    private final Consumer<TaskId> failing;

    /**
     * @param exclusive whether a task is told of with the time in which its peon stops, and taken before that
     * @param failing told of tasks that fail by design, since they are taken away
     */
    FailoverChecks(SimulatedFleet fleet, Policies policies, Predicate<TaskId> exclusive, Consumer<TaskId> failing) {
        this.fleet = fleet;
        this.policies = policies;
        this.exclusive = exclusive;
        this.failing = failing;
    }

    /** After each step. */
    void look() {
        for (SimulatedCluster cluster : fleet.clusters()) {
            boolean lives = !fleet.registry().discovery().isCut(cluster)
                    && fleet.ledger().peek().stream()
                            .anyMatch(row -> row.state() == AttemptState.PLACED
                                    && row.cluster().equals(cluster.name())
                                    && row.location() != null
                                    && cluster.peons(false).contains(row.location()));
            heard.merge(cluster.name(), 1, (before, one) -> lives ? before + one : 0);
        }
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
        if (Disposition.of(row.traits()) == Disposition.FAIL) {
            failing.accept(row.task());
        }
        if (from == null) {
            return;
        }
        unless(
                heard.getOrDefault(row.cluster(), 0) < HEARD_SECONDS,
                Invariant.WHERE_TASKS_LIVE_NOTHING_IS_TAKEN,
                () -> row.id() + " is taken from " + row.cluster() + ", where peons have answered for "
                        + heard.get(row.cluster()) + " s: " + from.vitals().signs());
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
                isExclusive(row) || (told.isPresent() && !now.isBefore(told.get())),
                Invariant.THE_COUNTDOWN_ACTS,
                () -> row.id() + " is taken from " + row.cluster() + " at " + now + ", but readers were told " + told);
    }

    /** Its parent's peon is told to stop before the time that is shown, and then it goes with that. */
    private boolean isExclusive(Attempt row) {
        @Nullable AttemptId parent = row.traits().parent();
        return exclusive.test(row.task()) || (parent != null && exclusive.test(parent.task()));
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
