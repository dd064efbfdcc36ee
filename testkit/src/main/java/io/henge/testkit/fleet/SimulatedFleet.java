package io.henge.testkit.fleet;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.Token;
import io.henge.core.decide.Policies;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.loop.LoopPorts;
import io.henge.core.loop.Roster;
import io.henge.core.loop.TaskLoop;
import io.henge.core.placement.Asked;
import io.henge.core.report.AttemptReport;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.SimulatedCluster;
import io.henge.testkit.ledger.InMemoryLedger;
import io.henge.testkit.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A simulated world around the real loop: Overlords, clusters, peons, ledger, Druid's own store and deep storage, moved by
 * {@link #step()} in virtual time. {@link #reboot()} ends the term and begins another in the same world. For one thread.
 */
public final class SimulatedFleet implements SimulatedPeon.Surroundings {
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int STEPS_MAX = 2_000;
    private static final TaskScript FOREIGN =
            new TaskScript(Attempts.TRAITS, JobScript.RUNS, Peon.SILENT, 0, List.of());

    private final ManualClock clock = new ManualClock();
    private final InMemoryLedger ledger = new InMemoryLedger("owner-1");
    private final SimulatedStore store = new SimulatedStore();
    private final DeepStorage files = new DeepStorage(clock);
    private final ClusterRegistry registry = new ClusterRegistry(this::make);
    private final Map<TaskId, TaskScript> scripts = new HashMap<>();
    private final PeonMail mail = new PeonMail();
    private final SimulatedOverlord.World world;
    private final Build build;
    private final Witness witness;
    private final SimulatedLeases leases;
    /** The processes that have not ended, in the order in which they took the lead. */
    private final List<SimulatedOverlord> overlords = new ArrayList<>();

    private @Nullable SimulatedOverlord leader;
    private int tokens;
    private int subTasks;
    private int capacity;
    private Function<TaskId, Asked> asking = task -> Asked.NOTHING;
    private final RecordedTimings timings = new RecordedTimings();

    /** How a peon tells of its task's success. */
    public enum Peon {
        /** By its own report to the Overlord, and by a status in deep storage. */
        REPORTS,
        /** Only by a status, since the Overlord could not be reached. */
        LEAVES_STATUS,
        /** Not at all. */
        SILENT
    }

    public SimulatedFleet(Policies policies, String... names) {
        this(policies, Build.SOUND, Witness.NOBODY, List.of(), names);
    }

    /**
     * A world whose Overlords are of the given build, and which somebody watches. Its clusters were searched for Jobs of
     * Druid's own runner before.
     */
    public SimulatedFleet(Policies policies, Build build, Witness witness, String... names) {
        this(policies, build, witness, Stream.of(names).map(Attempts::searched).toList(), names);
    }

    private SimulatedFleet(Policies policies, Build build, Witness witness, List<LedgerWrite> left, String... names) {
        this.build = build;
        this.witness = witness;
        this.leases = new SimulatedLeases(this, build, witness, task -> asking.apply(task));
        this.capacity = policies.capacity();
        Stream.of(names).map(ClusterName::new).forEach(registry::configure);
        world = new SimulatedOverlord.World(
                new SimulatedOverlord.Kept(ledger, store, files, task -> asking.apply(task)),
                registry,
                policies,
                timings,
                () -> capacity,
                new LoopPorts.Chance(this::drawToken, new Random(1)::nextLong),
                clock);
        if (!left.isEmpty()) {
            ledger.write(ledger.lead("former", clock.instant()), left);
        }
        lead(Duration.ZERO);
    }

    private SimulatedCluster make(ClusterName name) {
        SimulatedCluster cluster =
                new SimulatedCluster(name, attempt -> scriptOf(attempt.task()).job(), clock);
        cluster.setProcesses(attempt -> new SimulatedPeon(attempt, scriptOf(attempt.task()), this, leases.of(attempt)));
        return cluster;
    }

    /** Makes a cluster, and registers it with the leader and all later ones. */
    public SimulatedCluster register(String name) {
        SimulatedCluster cluster = registry.configure(new ClusterName(name));
        leader().join(cluster);
        return cluster;
    }

    /** Takes a cluster's entry away, for the leader and all later ones; says what comes of it. */
    public CompletionStage<Roster.Departure> unregister(String name) {
        registry.leaveOut(new ClusterName(name));
        return leader().leave(new ClusterName(name));
    }

    private Token drawToken() {
        Token token = new Token("t" + ++tokens);
        witness.deciding(token);
        return token;
    }

    /** What a task does; one that was never run here belongs to another Druid, and goes on. */
    public TaskScript scriptOf(TaskId task) {
        return scripts.getOrDefault(task, FOREIGN);
    }

    /**
     * Lets a new term begin; the leader before, if there is one, does not know.
     *
     * @param clockError how far the new leader's clock is off
     * @throws io.henge.core.port.LedgerException if the store does not answer; nobody leads then
     */
    public void lead(Duration clockError) {
        leader = null;
        leader = new SimulatedOverlord(world, build, witness, clockError);
        overlords.add(leader);
    }

    /** Freezes the leader and lets a new term begin, as {@link #reboot()} does; the frozen one keeps its connections. */
    public SimulatedOverlord freeze() {
        SimulatedOverlord frozen = leader();
        frozen.freeze();
        lead(Duration.ZERO);
        return frozen;
    }

    /** Ends the term as a crash would, and lets a new one begin; the task queue hands over what is still active. */
    public void reboot() {
        leader().close();
        lead(Duration.ZERO);
    }

    /** Sets what tasks ask of a cluster from now on. */
    public void setAsking(Function<TaskId, Asked> wishes) {
        asking = wishes;
    }

    /** Sets how many attempts may hold a place at once, in this term and later ones. */
    public void limit(int attempts) {
        capacity = attempts;
        loop().capacityChanged();
    }

    /** Lets a task be active that Druid's own runner had, and of which the runner is to hear in the next term. */
    public void inherit(TaskId task, JobScript script) {
        scripts.put(task, new TaskScript(Attempts.TRAITS, script, Peon.REPORTS, 0, List.of()));
        store.insert(task, Attempts.TRAITS);
    }

    /** Hands a task over, as the task queue does. */
    public TaskId run(String task, JobScript script, Peon peon) {
        TaskId id = new TaskId(task);
        if (!run(id, new TaskScript(Attempts.TRAITS, script, peon, 0, List.of()))) {
            throw new IllegalStateException("Task[" + task + "] could not be stored");
        }
        return id;
    }

    /** Submits a task to the leader; false if its store did not answer, which may have taken it all the same. */
    public boolean run(TaskId task, TaskScript script) {
        scripts.put(task, script);
        return leader().queue().add(task, script.traits());
    }

    /** Kills a task, as a user does: the queue records the failure and lets go of it. */
    public void kill(TaskId task) {
        leader().queue().kill(task);
    }

    /** One second: calls are answered, pods live, watches are told, and every Overlord that is not frozen does its work. */
    public void step() {
        registry.step();
        mail.step();
        files.step();
        List.copyOf(overlords).forEach(SimulatedOverlord::step);
        overlords.removeIf(SimulatedOverlord::isOver);
        clock.advance(STEP);
    }

    /** So many seconds. */
    public void step(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
    }

    /** Steps until {@code condition} holds; throws, naming {@code what}, if it does not within 2,000 steps. */
    public void until(String what, BooleanSupplier condition) {
        for (int i = 0; i < STEPS_MAX; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            step();
        }
        throw new AssertionError("After " + STEPS_MAX + " steps it is not so that " + what + "; tasks: "
                + loop().snapshot().attempts().values());
    }

    /** Steps until the watches show the task's pod running. */
    public void untilRunning(TaskId task) {
        until(
                "the task runs",
                () -> report(task)
                        .filter(report -> report.state() == AttemptReport.State.RUNNING)
                        .isPresent());
    }

    @Override
    public void send(Attempt from, PeonAction action) {
        if (!registry.discovery().isCut(registry.home(from.cluster()))) {
            send(action);
        }
    }

    public void send(PeonAction action) {
        mail.send(action, overlords);
    }

    /** How peons' messages travel to the Overlords. */
    public PeonMail mail() {
        return mail;
    }

    @Override
    public Optional<Outcome> statusOf(TaskId task) {
        return store.status(task);
    }

    @Override
    public void leaveStatus(TaskId task, Outcome outcome) {
        files.putStatus(task, outcome);
    }

    @Override
    public PeonAction.SubTask subTask(TaskScript script) {
        TaskId id = new TaskId(script.traits().groupId() + "-sub-" + ++subTasks);
        scripts.put(id, script);
        return new PeonAction.SubTask(id, script);
    }

    @Override
    public void gaveUp(Attempt attempt) {
        witness.gaveUp(attempt.id());
    }

    public SimulatedCluster cluster(String name) {
        return registry.home(new ClusterName(name));
    }

    /** Those to which names lead at first. */
    public List<SimulatedCluster> clusters() {
        return registry.homes();
    }

    public ClusterRegistry registry() {
        return registry;
    }

    public InMemoryLedger ledger() {
        return ledger;
    }

    /** Druid's own metadata store. */
    public SimulatedStore store() {
        return store;
    }

    /** How long things took, over all terms. */
    public RecordedTimings timings() {
        return timings;
    }

    public ManualClock clock() {
        return clock;
    }

    /** The processes that have not ended, the newest last. */
    public List<SimulatedOverlord> overlords() {
        return List.copyOf(overlords);
    }

    /** Whether somebody leads and is not in a pause. */
    public boolean isLed() {
        return hasLeader() && !leader().isFrozen();
    }

    /** Whether somebody leads, be it in a pause. */
    public boolean hasLeader() {
        return leader != null && leader.leads();
    }

    public SimulatedOverlord leader() {
        return Objects.requireNonNull(leader);
    }

    /** The loop of the present term. */
    public TaskLoop loop() {
        return leader().loop();
    }

    public Optional<AttemptReport> report(TaskId task) {
        return loop().snapshot().find(task);
    }

    /** The outcomes that Druid has stored. */
    public SortedMap<TaskId, Outcome> outcomes() {
        return store.statuses();
    }

    public Optional<Location> location(TaskId task) {
        return leader().location(task);
    }

    DeepStorage files() {
        return files;
    }

    public Optional<String> log(TaskId task) {
        return files.log(task);
    }

    /** Whether every task has ended, no Job is left where a name leads, and the ledger is empty. */
    public boolean isClean() {
        return store.statuses().keySet().equals(store.tasks().keySet())
                && ledger.peek().isEmpty()
                && registry.led().stream().allMatch(cluster -> cluster.present().isEmpty());
    }

    /** Whether it is recorded of every cluster that it was searched for Jobs of Druid's own runner. */
    public boolean isSettled() {
        return ledger.peekClusters().stream()
                        .filter(record -> record.adoption() == ClusterRecord.Adoption.SETTLED)
                        .count()
                == registry.homes().size();
    }

    /** The attempts whose Jobs are there now, over all clusters. */
    public List<AttemptId> present() {
        return registry.all().stream()
                .flatMap(cluster -> cluster.present().stream())
                .toList();
    }

    /** How many Jobs were ever made for the task, over all clusters. */
    public long jobsEverMade(TaskId task) {
        return registry.all().stream()
                .flatMap(cluster -> cluster.everLaunched().stream())
                .filter(attempt -> attempt.task().equals(task))
                .count();
    }

    /** How many attempts hold a place on each cluster that has any, by the ledger's durable rows. */
    public Map<ClusterName, Long> placesHeld() {
        return ledger.peek().stream()
                .filter(attempt -> attempt.state() == AttemptState.PLACED)
                .collect(Collectors.groupingBy(Attempt::cluster, Collectors.counting()));
    }

    /** How many Jobs are there now, over all clusters. */
    public int jobsPresent() {
        return present().size();
    }
}
