package io.henge.testkit.simulator;

import static io.henge.testkit.simulator.Violation.unless;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Token;
import io.henge.core.cluster.ClusterIdentity;
import io.henge.core.decide.Action;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.Plan;
import io.henge.core.ledger.ClusterRecord;
import io.henge.testkit.cluster.SimulatedCluster;
import io.henge.testkit.fleet.SimulatedFleet;
import io.henge.testkit.fleet.SimulatedOverlord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Looks at clusters that come and go, and at names that lead to another cluster, by where each Job was asked for and what the
 * ledger says.
 */
final class RegistrationChecks {
    private final SimulatedFleet fleet;
    private final Set<ClusterName> comers;
    private final Consumer<Attempt> excused;

    /** The comers that may be given attempts, by what the leader of each term was told. */
    private final Map<Long, Set<ClusterName>> open = new HashMap<>();

    /** Where the Job of each attempt was asked for, if its name may lead to two clusters. */
    private final Map<Token, SimulatedCluster> askedOf = new HashMap<>();

    /** Those whose cluster was declared dead: nobody looks for their Jobs any more. */
    private final Set<Token> givenUp = new HashSet<>();

    /**
     * @param comers the clusters that no configuration names
     * @param excused told of attempts that may be looked for where they are not
     */
    RegistrationChecks(SimulatedFleet fleet, Set<ClusterName> comers, Consumer<Attempt> excused) {
        this.fleet = fleet;
        this.comers = comers;
        this.excused = excused;
    }

    /** After each step. */
    void check() {
        checkConnections();
        if (isAnyAstray()) {
            for (Attempt row : rows()) {
                if (mayLeadElsewhere(row.cluster()) && isDead(row.cluster())) {
                    givenUp.add(row.token());
                    excused.accept(row);
                }
            }
        }
    }

    private boolean isAnyAstray() {
        return fleet.registry().all().size() > fleet.clusters().size();
    }

    private void checkConnections() {
        long open = fleet.registry().all().stream()
                .mapToLong(SimulatedCluster::openConnections)
                .sum();
        long used = fleet.overlords().stream()
                .mapToLong(SimulatedOverlord::connections)
                .sum();
        unless(
                open == used,
                Invariant.CONNECTIONS_ARE_CLOSED,
                () -> open + " connections are open, and " + used + " are of use");
    }

    private List<Attempt> rows() {
        return fleet.ledger().peek();
    }

    private Stream<Attempt> rowsOn(ClusterName cluster) {
        return rows().stream().filter(row -> row.cluster().equals(cluster));
    }

    private Optional<ClusterRecord> record(ClusterName cluster) {
        return fleet.ledger().peekClusters().stream()
                .filter(record -> record.name().equals(cluster))
                .findFirst();
    }

    private boolean isDead(ClusterName cluster) {
        return record(cluster).filter(record -> record.dead() != null).isPresent();
    }

    private boolean mayLeadElsewhere(ClusterName cluster) {
        return fleet.registry().other(cluster).isPresent();
    }

    private boolean leads(long epoch) {
        return fleet.hasLeader() && fleet.leader().epoch() == epoch;
    }

    /** The leader of that term is told that new attempts may go there from now on, or may not. */
    void registered(long epoch, ClusterName cluster, boolean mayTake) {
        Set<ClusterName> there = open.computeIfAbsent(epoch, term -> new TreeSet<>());
        if (mayTake) {
            there.add(cluster);
        } else {
            there.remove(cluster);
        }
    }

    /** The leader of that term has let the cluster go; a former one may not know what is there. */
    void departed(long epoch, ClusterName cluster) {
        if (leads(epoch)) {
            unless(
                    rowsOn(cluster).findAny().isEmpty() || isDead(cluster) || isTakenForDead(cluster),
                    Invariant.USED_CLUSTERS_STAY,
                    () -> cluster + " has gone, but the ledger points there: "
                            + rowsOn(cluster).toList());
        }
    }

    /** The word that it is not dead may be in the ledger before the leader has its answer. */
    private boolean isTakenForDead(ClusterName cluster) {
        return fleet.loop().snapshot().clusters().stream()
                .anyMatch(report ->
                        report.name().equals(cluster) && report.record().dead() != null);
    }

    /** When an Overlord sends the request for a Job to that cluster. */
    void launching(Attempt attempt, SimulatedCluster cluster) {
        if (!mayLeadElsewhere(attempt.cluster())) {
            return;
        }
        SimulatedCluster first = askedOf.computeIfAbsent(attempt.token(), token -> cluster);
        unless(
                first == cluster || givenUp.contains(attempt.token()),
                Invariant.ANOTHER_IS_NOT_TAKEN,
                () -> attempt.id() + " is asked of one cluster[" + attempt.cluster() + "] and then of another");
        ClusterIdentity recorded =
                record(attempt.cluster()).map(ClusterRecord::identity).orElse(ClusterIdentity.NONE);
        unless(
                recorded.isSame(cluster.identity()) || isDead(attempt.cluster()),
                Invariant.ANOTHER_IS_NOT_TAKEN,
                () -> attempt.id() + " is asked of " + cluster.identity() + ", but by the ledger cluster["
                        + attempt.cluster() + "] is " + recorded);
    }

    /** The leader of that term has made a plan. */
    void planned(long epoch, FleetSnapshot known, Plan plan) {
        List<Action.Place> places = plan.actions().stream()
                .flatMap(action -> action instanceof Action.Place place ? Stream.of(place) : null)
                .toList();
        for (Action.Place place : places) {
            unless(
                    !comers.contains(place.cluster())
                            || open.getOrDefault(epoch, Set.of()).contains(place.cluster()),
                    Invariant.LEAVERS_GET_NOTHING,
                    () -> place.id() + " is placed on " + place.cluster() + ", which has no entry that lets it");
        }
        if (isAnyAstray() && leads(epoch)) {
            places.forEach(place -> checkPlace(place.id(), place.cluster()));
            rows().stream()
                    .filter(row -> known.look(row).isReliable())
                    .forEach(row -> unless(
                            !isMissed(row),
                            Invariant.ANOTHER_IS_NOT_TAKEN,
                            () -> row + " is looked for on another cluster: " + known.look(row)));
        }
    }

    private void checkPlace(AttemptId id, ClusterName cluster) {
        unless(
                rowsOn(cluster).noneMatch(this::isMissed),
                Invariant.ANOTHER_IS_NOT_TAKEN,
                () -> id + " is placed on another cluster[" + cluster + "] than where "
                        + rowsOn(cluster).toList() + " are");
    }

    /** Whether its Job was asked of another cluster than the one to which its cluster's name leads the leader. */
    private boolean isMissed(Attempt row) {
        SimulatedOverlord leader = fleet.leader();
        return Optional.ofNullable(askedOf.get(row.token()))
                .filter(there -> leader.reaches(row.cluster())
                        .filter(now -> now != there)
                        .isPresent())
                .filter(there -> !givenUp.contains(row.token()) && !isDead(row.cluster()))
                .isPresent();
    }
}
