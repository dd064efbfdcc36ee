package io.henge.testkit.simulator;

import static io.henge.testkit.simulator.Violation.unless;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskId;
import io.henge.core.decide.Action;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.Plan;
import io.henge.core.placement.Offer;
import io.henge.testkit.fleet.SimulatedFleet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each plan from outside, by what was drawn and what the ledger says: is what it gives away free, and may the task
 * go there?
 */
final class PlacementChecks {
    private final SimulatedFleet fleet;
    private final DrawnWishes wishes;

    /** What the present term has placed, until its leader knows that the row is durable. */
    private final TreeMap<AttemptId, ClusterName> underWay = new TreeMap<>();

    private long epoch;

    PlacementChecks(SimulatedFleet fleet, DrawnWishes wishes) {
        this.fleet = fleet;
        this.wishes = wishes;
    }

    /** Whether the present leader has given the attempt a place and does not know yet that the row is durable. */
    boolean isUnderWay(AttemptId attempt) {
        return underWay.containsKey(attempt);
    }

    /** That leader has made a plan; what a former one gives away never comes to be. */
    void planned(long by, FleetSnapshot known, Plan plan) {
        List<Action.Place> places = plan.actions().stream()
                .flatMap(action -> action instanceof Action.Place place ? List.of(place).stream() : null)
                .toList();
        places.forEach(this::checkRules);
        if (!fleet.hasLeader() || fleet.leader().epoch() != by) {
            return;
        }
        if (epoch != by) {
            epoch = by;
            underWay.clear();
        }
        List<Attempt> rows = fleet.ledger().peek();
        underWay.keySet().removeIf(this::isKnown);
        if (places.isEmpty()) {
            return;
        }
        Map<ClusterName, Resources> held = heldBy(rows);
        for (Action.Place place : places) {
            checkTies(place, known, rows);
            checkRoom(place, known, held);
            underWay.put(place.id(), place.cluster());
        }
    }

    private boolean isKnown(AttemptId attempt) {
        return Optional.ofNullable(fleet.loop().snapshot().attempts().get(attempt))
                .filter(report -> report.attempt() != null)
                .isPresent();
    }

    private Map<ClusterName, Resources> heldBy(Collection<Attempt> rows) {
        TreeMap<ClusterName, Resources> held = new TreeMap<>();
        for (Attempt row : rows) {
            if (row.state() == AttemptState.PLACED) {
                held.merge(row.cluster(), wishes.needs(row.task(), row.cluster()), Resources::plus);
            }
        }
        return held;
    }

    private void checkRules(Action.Place place) {
        Optional<String> refusal = wishes.refusal(place.id().task(), place.cluster());
        unless(
                refusal.isEmpty(),
                Invariant.RULES_ARE_KEPT,
                () -> place.id() + " is placed on " + place.cluster() + ", which refuses it: " + refusal);
    }

    /** What ties a task ties it only to clusters that people let new attempts go to. */
    private void checkTies(Action.Place place, FleetSnapshot known, Collection<Attempt> rows) {
        TaskId task = place.id().task();
        Optional<ClusterName> named = wishes.named(task).filter(cluster -> isAllowed(cluster, known));
        unless(
                named.isEmpty() || named.get().equals(place.cluster()),
                Invariant.RULES_ARE_KEPT,
                () -> place.id() + " names " + named + ", and is placed on " + place.cluster());
        if (named.isPresent() || !wishes.keepsTogether(task)) {
            return;
        }
        String group = fleet.scriptOf(task).traits().groupId();
        Set<ClusterName> there = new TreeSet<>();
        Set<ClusterName> perhaps = new TreeSet<>();
        for (Attempt row : rows) {
            if (row.traits().groupId().equals(group)) {
                perhaps.add(row.cluster());
                if (row.state() == AttemptState.PLACED && isAllowed(row.cluster(), known)) {
                    there.add(row.cluster());
                }
            }
        }
        underWay.forEach((other, cluster) -> {
            if (fleet.scriptOf(other.task()).traits().groupId().equals(group)) {
                perhaps.add(cluster);
            }
        });
        unless(
                there.isEmpty() || perhaps.contains(place.cluster()),
                Invariant.RULES_ARE_KEPT,
                () -> place.id() + " of " + group + " is placed on " + place.cluster() + ", but others are on "
                        + there);
    }

    private static boolean isAllowed(ClusterName cluster, FleetSnapshot known) {
        return Optional.ofNullable(known.clusters().get(cluster))
                .filter(facts -> facts.standing().closed() == null)
                .isPresent();
    }

    /** By the rows of the ledger, whatever the leader counts, and by what it knows of what the cluster has. */
    private void checkRoom(Action.Place place, FleetSnapshot known, Map<ClusterName, Resources> held) {
        ClusterName cluster = place.cluster();
        Offer offer =
                Optional.ofNullable(known.clusters().get(cluster)).orElseThrow().offer();
        Resources needs = wishes.needs(place.id().task(), cluster);
        Resources there = held.getOrDefault(cluster, Resources.NONE);
        needs.amounts().forEach((name, need) -> {
            @Nullable Long has = offer.total().amounts().get(name);
            long taken = there.amount(name) + offer.others().amount(name);
            unless(
                    need == 0 || (has == null ? offer.source() != Offer.Source.NODES : taken + need <= has),
                    Invariant.ROOM_IS_THERE,
                    () -> place.id() + " needs " + need + " of " + name + " on " + cluster + ", but " + taken
                            + " is taken of " + offer);
        });
        held.merge(cluster, needs, Resources::plus);
    }
}
