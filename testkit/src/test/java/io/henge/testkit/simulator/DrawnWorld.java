package io.henge.testkit.simulator;

import static io.henge.testkit.simulator.Violation.unless;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.Token;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.Plan;
import io.henge.core.decide.Policies;
import io.henge.core.failover.Disposition;
import io.henge.core.failover.PublishFate;
import io.henge.core.report.LoopSnapshot;
import io.henge.testkit.cluster.SimulatedCluster;
import io.henge.testkit.fleet.Build;
import io.henge.testkit.fleet.SimulatedFleet;
import io.henge.testkit.fleet.Witness;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One world drawn from one seed: some minutes with tasks and faults, then an end with one cluster less, then an end with
 * all of them. Every step is checked.
 */
final class DrawnWorld implements Witness {
    /** How many of 100 messages go wrong while nothing is wrong. */
    static final int CALM_PERCENT = 2;

    private static final int STEPS = 150;
    private static final int REST_STEPS_MAX = 2_000;
    private static final int EVENTS_KEPT = 200;

    /** In one world of so many there is room for a rush of tasks. */
    private static final int RUSHES_OF = 20;

    /** Makes neighbouring seeds unlike each other. */
    static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final int CAPACITY_FOR_RUSHES = 90;

    private static final List<String> CLUSTERS = List.of("east", "north", "west");

    private final Random random;
    private final DrawnRules rules;
    private final DrawnRoom room;
    private final DrawnWishes wishes;
    private final SimulatedFleet fleet;
    private final DrawnNetwork network;
    private final Invariants invariants;
    private final PlacementChecks placements;
    private final ExplanationChecks explanations;
    private final DrainChecks drains;
    private final FailoverChecks failovers;
    private final LeaseChecks leases;
    private final LongSilence silence;
    private final Trials trials;
    private final DrawnFaults faults;
    private final Tasks tasks;
    private final DrawnRegistrations registrations;
    private final RegistrationChecks registrationChecks;
    private final int capacity;
    private final Set<TaskId> excused = new TreeSet<>();
    private final ArrayDeque<String> events = new ArrayDeque<>();
    private @Nullable Violation seenInside;
    private int second;

    /** Whether many tasks are handed over at once when an API server becomes overloaded. */
    private final boolean rushes;

    DrawnWorld(long seed, Build build) {
        random = new Random(seed);
        Random other = new Random(~seed); // so that what is drawn for placement changes nothing else
        rules = new DrawnRules(other, CLUSTERS);
        network = new DrawnNetwork(random, this::excuseAllPlaced);
        rushes = random.nextInt(RUSHES_OF) == 0;
        capacity = rushes ? CAPACITY_FOR_RUSHES : DrawnLimits.SHORT.capacity();
        Policies policies =
                DrawnLimits.SHORT.withCapacity(capacity).withSharing(rules.drawSharing(random, CLUSTERS, capacity));
        Random coming = new Random((seed + 1) * SPREAD); // so that worlds without are as they were
        Set<ClusterName> comers = DrawnRegistrations.drawComers(coming, CLUSTERS);
        fleet = new SimulatedFleet(
                policies.withSharing(DrawnRegistrations.without(comers, policies.sharing())),
                build,
                this,
                CLUSTERS.stream()
                        .filter(name -> !comers.contains(new ClusterName(name)))
                        .toArray(String[]::new));
        registrations = new DrawnRegistrations(this, coming, comers, policies.sharing());
        registrationChecks = new RegistrationChecks(fleet, comers, row -> excuse(row.task()));
        invariants = new Invariants(fleet, policies);
        note("clusters share by " + policies.sharing());
        room = new DrawnRoom(other, fleet.clusters(), !rushes);
        wishes = new DrawnWishes(
                other,
                clusters(),
                new DrawnWishes.Law(rules, policies.sharing().rules()),
                room,
                task -> fleet.scriptOf(task).traits());
        note("what is written: " + wishes);
        Random alone = new Random((seed + 2) * ~SPREAD); // so that worlds without are as they were
        leases = new LeaseChecks(fleet, alone);
        fleet.setAsking(task -> leases.asked(task, wishes.asked(task)));
        placements = new PlacementChecks(fleet, wishes);
        explanations = new ExplanationChecks(fleet, wishes, placements, other);
        failovers = new FailoverChecks(fleet, policies, leases::isExclusive, this::excuse);
        drains = new DrainChecks(fleet, this::keep, other);
        for (SimulatedCluster cluster : fleet.registry().all()) {
            cluster.setNetwork(network);
            cluster.onPodLoss(attempt -> excused.add(attempt.task()));
        }
        fleet.mail().setNetwork(network);
        fleet.mail().setAddressee(this::draw);
        network.setPercent(CALM_PERCENT);
        faults = new DrawnFaults(this);
        tasks = new Tasks(this);
        silence = new LongSilence(this, faults, leases, alone);
        trials = new Trials(this, faults, drains, other);
    }

    Random random() {
        return random;
    }

    SimulatedFleet fleet() {
        return fleet;
    }

    DrawnNetwork network() {
        return network;
    }

    DrawnWishes wishes() {
        return wishes;
    }

    DrawnRoom room() {
        return room;
    }

    DrawnRegistrations registrations() {
        return registrations;
    }

    int capacity() {
        return capacity;
    }

    List<ClusterName> clusters() {
        return fleet.clusters().stream().map(SimulatedCluster::name).toList();
    }

    <T> T draw(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Keeps what was drawn, for whoever has to understand a failure. */
    void note(String event) {
        events.add(second + "s " + event);
        if (events.size() > EVENTS_KEPT) {
            events.remove();
        }
    }

    /** The newest events that were drawn. */
    List<String> events() {
        return List.copyOf(events);
    }

    /** Frees a task from having to succeed. */
    void excuse(TaskId task) {
        excused.add(task);
    }

    /** Frees every task that has a row from having to succeed. */
    void excuseAllPlaced() {
        fleet.ledger().peek().forEach(row -> excuse(row.task()));
    }

    /** An API server has become overloaded. */
    void overloaded() {
        if (rushes) {
            tasks.rush();
        }
    }

    /** Frees the tasks from having to succeed that fail by design when they are taken from a cluster. */
    void excuseThoseThatFailWhenTaken() {
        fleet.store().tasks().forEach((task, traits) -> {
            if (Disposition.of(traits) == Disposition.FAIL) {
                excuse(task);
            }
        });
    }

    SimulatedCluster cluster() {
        return draw(fleet.clusters());
    }

    /** @throws Violation if an invariant is broken */
    void live() {
        for (int i = 0; i < STEPS; i++) {
            tasks.ask();
            faults.disturb();
            changeRoom();
            registrations.change();
            step();
        }
        silence.live();
        trials.drain();
        Optional<SimulatedCluster> lost = random.nextBoolean() ? Optional.of(cluster()) : Optional.empty();
        excuseThoseThatFailWhenTaken();
        heldOn(lost).forEach(this::excuse); // their time to start may pass in silence
        note("the end begins without " + lost.map(SimulatedCluster::name));
        rest(lost, () -> unfinished(lost).isEmpty());
        unless(unfinished(lost).isEmpty(), Invariant.EVERY_TASK_ENDS, () -> goOn(lost));
        note("all clusters are back");
        rest(Optional.empty(), this::isClean);
        for (int i = 0; i < 2 && registrations.turn(); i++) {
            rest(Optional.empty(), this::isClean);
        }
        trials.crowd();
        rest(Optional.empty(), this::isClean);
        invariants.checkAtRest();
        unless(unfinished(Optional.empty()).isEmpty(), Invariant.EVERY_TASK_ENDS, () -> goOn(Optional.empty()));
        Outcomes.check(fleet, excused);
    }

    private void changeRoom() {
        String change = room.change();
        if (!change.isEmpty()) {
            note(change);
        }
    }

    void step() {
        second++;
        fleet.step();
        if (seenInside != null) {
            throw seenInside;
        }
        faults.leadAgain();
        invariants.check();
        explanations.check();
        drains.check();
        failovers.look();
        leases.look();
        registrationChecks.check();
    }

    /** Ends all faults but the loss of one cluster, and lets time go on until {@code reached}, for a bounded time. */
    private void rest(Optional<SimulatedCluster> lost, BooleanSupplier reached) {
        faults.heal(lost);
        for (int i = 0; i < REST_STEPS_MAX && !reached.getAsBoolean(); i++) {
            faults.settle(lost);
            registrations.settle();
            step();
        }
    }

    private boolean isClean() {
        return fleet.isClean()
                && fleet.isLed()
                && registrations.isReached()
                && fleet.ledger().peekPublishes().isEmpty()
                && fleet.loop().snapshot().attempts().isEmpty();
    }

    /** The tasks that have not ended, but for those that may not leave a lost cluster, or can go to no other. */
    private List<TaskId> unfinished(Optional<SimulatedCluster> lost) {
        TreeSet<TaskId> open = new TreeSet<>(fleet.store().tasks().keySet());
        open.removeAll(fleet.outcomes().keySet());
        heldOn(lost).forEach(open::remove);
        List<ClusterName> there = clusters().stream()
                .filter(name ->
                        lost.map(SimulatedCluster::name).filter(name::equals).isEmpty())
                .toList();
        open.removeIf(task -> wishes.homes(task, there).isEmpty());
        return List.copyOf(open);
    }

    private String goOn(Optional<SimulatedCluster> lost) {
        LoopSnapshot now = fleet.loop().snapshot();
        return unfinished(lost).stream()
                .map(task -> task + " goes on: "
                        + now.find(task)
                                .map(report -> report.state() + ", " + now.why(report))
                                .orElse("not known"))
                .collect(Collectors.joining("\n"));
    }

    /** The tasks that stay on a lost cluster whatever is said of it. */
    private List<TaskId> heldOn(Optional<SimulatedCluster> lost) {
        return fleet.ledger().peek().stream()
                .filter(row -> lost.map(SimulatedCluster::name)
                        .filter(row.cluster()::equals)
                        .isPresent())
                .filter(row -> Disposition.of(row.traits()) == Disposition.HOLD)
                .map(Attempt::task)
                .toList();
    }

    /** What is seen in the midst of the code under test is told after the step, since that code may catch everything. */
    private void keep(Runnable check) {
        try {
            check.run();
        } catch (Violation e) {
            seenInside = seenInside == null ? e : seenInside;
        }
    }

    Closures closures() {
        return invariants.closures();
    }

    @Override
    public void deciding(Token token) {
        invariants.closures().deciding(token);
    }

    @Override
    public void planned(long epoch, FleetSnapshot known, Plan plan) {
        keep(() -> placements.planned(epoch, known, plan));
        keep(() -> invariants.health().planned(epoch, known));
        keep(() -> failovers.planned(epoch, known, plan));
        keep(() -> registrationChecks.planned(epoch, known, plan));
    }

    @Override
    public void launching(Attempt attempt, SimulatedCluster cluster) {
        note("launch " + attempt.id() + " on " + attempt.cluster());
        faults.launching(attempt, cluster);
        leases.launching(attempt);
        keep(() -> invariants.launching(attempt));
        keep(() -> registrationChecks.launching(attempt, cluster));
    }

    @Override
    public void registered(long epoch, ClusterName cluster, boolean open) {
        registrationChecks.registered(epoch, cluster, open);
    }

    @Override
    public void departed(long epoch, ClusterName cluster) {
        note("gone in term " + epoch + ": " + cluster);
        keep(() -> registrationChecks.departed(epoch, cluster));
    }

    @Override
    public void told(long epoch, TaskId task, Outcome outcome) {
        note("told in term " + epoch + ": " + task + " " + outcome);
        explanations.told(task);
        keep(() -> invariants.told(epoch, task, outcome));
    }

    /** Where a publish may still come, or a part of several is there, the task is not run again. */
    @Override
    public void fateFound(Attempt attempt, PublishFate fate) {
        note("publishes of " + attempt.id() + ": " + fate);
        boolean runAgain = fate == PublishFate.NOTHING;
        boolean done = fate == PublishFate.COMMITTED && Disposition.publishesOnce(attempt.traits());
        if (!runAgain && !done) {
            excuse(attempt.task());
        }
    }

    @Override
    public void acts(Attempt attempt) {
        keep(() -> leases.acts(attempt));
    }

    @Override
    public void gaveUp(AttemptId attempt) {
        note("gives up: " + attempt);
        excuse(attempt.task());
    }
}
