package io.henge.testkit.fleet;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.cluster.ClusterConnection;
import io.henge.core.failover.PublishFate;
import io.henge.core.fence.Claim;
import io.henge.core.fence.Entry;
import io.henge.core.fence.Fence;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.LedgerWriter;
import io.henge.core.ledger.Term;
import io.henge.core.reconcile.DruidRecords;
import io.henge.core.reconcile.LoopPorts;
import io.henge.core.reconcile.Policies;
import io.henge.core.reconcile.TaskFiles;
import io.henge.core.reconcile.TaskListener;
import io.henge.core.reconcile.TaskLoop;
import io.henge.core.reconcile.TaskReport;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.SimulatedCluster;
import io.henge.testkit.ledger.InMemoryLedger;
import io.henge.testkit.time.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A simulated world around the real loop: clusters, ledger, deep storage, and Druid's task queue, moved by {@link #step()}
 * in virtual time. {@link #reboot()} ends the term and begins another on the same ledger and clusters. For one thread.
 */
public final class SimulatedFleet implements TaskListener, TaskFiles, DruidRecords {
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int STEPS_MAX = 2_000;

    private final ManualClock clock = new ManualClock();
    private final InMemoryLedger ledger = new InMemoryLedger("owner-1");
    private final TreeMap<ClusterName, SimulatedCluster> clusters = new TreeMap<>();
    private final Policies policies;

    private final TreeSet<TaskId> active = new TreeSet<>();
    private final Map<TaskId, JobScript> scripts = new HashMap<>();
    private final Map<TaskId, Peon> peons = new HashMap<>();
    private final Map<TaskId, Outcome> statuses = new HashMap<>();
    private final Map<TaskId, String> logs = new HashMap<>();
    private final TreeMap<TaskId, Outcome> outcomes = new TreeMap<>();
    private final TreeSet<TaskId> endedByThemselves = new TreeSet<>();
    private final TreeMap<TaskId, Location> located = new TreeMap<>();
    private final List<Runnable> fileCalls = new ArrayList<>();
    private int tokens;
    private int capacity;
    private boolean forgetsEnds;
    private TaskLoop loop;
    private LedgerWriter writer;
    private Fence fence;
    private List<ClusterConnection> connections;

    /** How a peon tells of its task's success. */
    public enum Peon {
        /** By its own report to the Overlord, and by a status in deep storage. */
        REPORTS,
        /** Only by a status in deep storage, since the Overlord could not be reached. */
        LEAVES_STATUS,
        /** Not at all. */
        SILENT
    }

    public SimulatedFleet(Policies policies, String... names) {
        this.policies = policies;
        this.capacity = policies.capacity();
        for (String name : names) {
            SimulatedCluster cluster = new SimulatedCluster(
                    new ClusterName(name), attempt -> scripts.getOrDefault(attempt.task(), JobScript.ENDS_WELL), clock);
            cluster.onPodEnd(this::podEnds);
            clusters.put(new ClusterName(name), cluster);
        }
        Begun begun = begin();
        loop = begun.loop();
        writer = begun.writer();
        fence = begun.fence();
        connections = begun.connections();
    }

    private record Begun(TaskLoop loop, LedgerWriter writer, Fence fence, List<ClusterConnection> connections) {}

    private Begun begin() {
        Term term = ledger.lead("overlord", clock.instant());
        Fence fence = new Fence();
        LedgerWriter newWriter = new LedgerWriter(ledger, term);
        SortedMap<ClusterName, ClusterConnection> links = new TreeMap<>();
        clusters.forEach((name, cluster) -> links.put(name, cluster.connect()));
        LoopPorts ports = new LoopPorts(
                term,
                newWriter,
                links,
                this,
                this,
                fence,
                this,
                Attempts::jobName,
                () -> new Token("t" + ++tokens),
                () -> capacity,
                clock);
        TaskLoop newLoop = new TaskLoop(ports, policies, name -> true);
        newLoop.restore(ledger.attempts(), ledger.clusters(), suspects());
        links.values().forEach(connection -> connection.start(newLoop));
        return new Begun(newLoop, newWriter, fence, List.copyOf(links.values()));
    }

    /** What Druid's own runner may have launched: all that is active and has no row, until the clusters were searched. */
    private Map<TaskId, TaskTraits> suspects() {
        TreeMap<TaskId, TaskTraits> suspects = new TreeMap<>();
        if (ledger.clusters().stream().noneMatch(record -> record.adoption() == ClusterRecord.Adoption.SETTLED)) {
            active.forEach(task -> suspects.put(task, Attempts.TRAITS));
            ledger.attempts().forEach(row -> suspects.remove(row.task()));
        }
        return suspects;
    }

    /** Remembers a task as active that Druid's own runner had, and of which the loop is to hear in the next term. */
    public void inherit(TaskId task, JobScript script) {
        scripts.put(task, script);
        active.add(task);
    }

    /** A leader that was frozen before it could learn that its term is over. */
    public record Frozen(TaskLoop loop, LedgerWriter writer) {}

    /** Freezes the leader and lets a new term begin, as {@link #reboot()} does; the frozen one keeps its connections. */
    public Frozen freeze() {
        Frozen frozen = new Frozen(loop, writer);
        connections = List.of();
        lead();
        return frozen;
    }

    /** Ends the term as a crash would, and lets a new one begin; the task queue hands over what is still active. */
    public void reboot() {
        loop.endTerm();
        connections.forEach(ClusterConnection::close);
        fileCalls.clear();
        lead();
    }

    private void lead() {
        Begun begun = begin();
        loop = begun.loop();
        writer = begun.writer();
        fence = begun.fence();
        connections = begun.connections();
        TreeSet<TaskId> rows = new TreeSet<>();
        ledger.attempts().forEach(row -> rows.add(row.task()));
        rows.stream().filter(task -> !active.contains(task)).forEach(loop::release);
        active.forEach(task -> loop.accept(task, Attempts.TRAITS));
    }

    /** Sets how many attempts may hold a place at once, in this term and later ones. */
    public void limit(int attempts) {
        capacity = attempts;
        loop.capacityChanged();
    }

    /** Hands a task over, as the task queue does. */
    public TaskId run(String task, JobScript script, Peon peon) {
        TaskId id = new TaskId(task);
        scripts.put(id, script);
        peons.put(id, peon);
        active.add(id);
        loop.accept(id, Attempts.TRAITS);
        return id;
    }

    /** Kills a task, as a user does: the queue records the failure and lets go of it. */
    public void kill(TaskId task) {
        if (active.remove(task)) {
            outcomes.put(task, Outcome.failure("Killed by its user"));
        }
        loop.release(task);
    }

    /** One second: calls are answered, pods move, watches are told, the loop turns, the ledger is written. */
    public void step() {
        clusters.values().forEach(SimulatedCluster::step);
        clusters.values().forEach(SimulatedCluster::deliver);
        List<Runnable> calls = List.copyOf(fileCalls);
        fileCalls.clear();
        calls.forEach(Runnable::run);
        loop.turn();
        writer.writeWaiting();
        loop.turn();
        clock.advance(STEP);
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
                + loop.snapshot().attempts().values());
    }

    private void podEnds(Attempt attempt) {
        if (scripts.get(attempt.task()) != JobScript.ENDS_WELL) {
            return;
        }
        Peon peon = peons.getOrDefault(attempt.task(), Peon.REPORTS);
        boolean passed = passes(attempt);
        if (peon == Peon.REPORTS && passed) {
            loop.report(attempt.task(), attempt.token(), Outcome.success(1_000));
        }
        if (peon == Peon.LEAVES_STATUS || (peon == Peon.REPORTS && passed)) {
            statuses.put(attempt.task(), Outcome.success(1_000));
        }
    }

    /** Whether the leader lets the attempt's peon tell its outcome. */
    private boolean passes(Attempt attempt) {
        Optional<Claim> claim = Optional.of(new Claim(attempt.id(), attempt.token()))
                .filter(shown -> !shown.token().equals(Token.NONE));
        return fence.enter(attempt.task(), claim, true).match(new Entry.Cases<>() {
            @Override
            public Boolean passed(Entry.Passed entry) {
                entry.passage().close();
                return true;
            }

            @Override
            public Boolean stale(Entry.Stale entry) {
                return false;
            }

            @Override
            public Boolean unsure(Entry.Unsure entry) {
                return false;
            }
        });
    }

    @Override
    public void located(TaskId task, Location location) {
        located.put(task, location);
    }

    /** Druid's side of an end: the outcome is stored, then the runner is told that it may let go of the task. */
    @Override
    public void ended(TaskId task, Outcome outcome) {
        if (forgetsEnds) {
            loop.release(task);
        } else if (active.remove(task)) {
            outcomes.put(task, outcome);
            endedByThemselves.add(task);
            loop.release(task);
        }
    }

    /** From now on, Druid's own store fails to record how tasks end, or no longer does. */
    public void forgetEnds(boolean forgetful) {
        forgetsEnds = forgetful;
    }

    @Override
    public CompletionStage<@Nullable Outcome> readStatus(TaskId task) {
        CompletableFuture<@Nullable Outcome> answer = new CompletableFuture<>();
        fileCalls.add(() -> answer.complete(statuses.get(task)));
        return answer;
    }

    @Override
    public CompletionStage<Boolean> isActive(TaskId task) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        fileCalls.add(() -> answer.complete(active.contains(task)));
        return answer;
    }

    @Override
    public CompletionStage<PublishFate> publishFate(Attempt attempt) {
        CompletableFuture<PublishFate> answer = new CompletableFuture<>();
        fileCalls.add(() -> answer.complete(PublishFate.NOTHING));
        return answer;
    }

    @Override
    public ClusterConnection.LogSink logOf(TaskId task) {
        return stream -> logs.put(task, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    }

    public SimulatedCluster cluster(String name) {
        return Optional.ofNullable(clusters.get(new ClusterName(name))).orElseThrow();
    }

    public InMemoryLedger ledger() {
        return ledger;
    }

    public ManualClock clock() {
        return clock;
    }

    /** The loop of the present term. */
    public TaskLoop loop() {
        return loop;
    }

    public Optional<TaskReport> report(TaskId task) {
        return loop.snapshot().find(task);
    }

    /** The outcomes that Druid has stored. */
    public SortedMap<TaskId, Outcome> outcomes() {
        return outcomes;
    }

    /** The tasks whose outcome came from the runner, not from a kill. */
    public SortedSet<TaskId> endedByThemselves() {
        return endedByThemselves;
    }

    public Optional<Location> location(TaskId task) {
        return Optional.ofNullable(located.get(task));
    }

    public Optional<String> log(TaskId task) {
        return Optional.ofNullable(logs.get(task));
    }

    /** Whether every task has ended, no Job is left anywhere, and the ledger is empty. */
    public boolean isClean() {
        return active.isEmpty()
                && ledger.peek().isEmpty()
                && clusters.values().stream()
                        .allMatch(cluster -> cluster.present().isEmpty());
    }

    /** The attempts whose Jobs are there now, over all clusters. */
    public List<AttemptId> present() {
        return clusters.values().stream()
                .flatMap(cluster -> cluster.present().stream())
                .toList();
    }

    /** How many Jobs were ever made for the task, over all clusters. */
    public long jobsEverMade(TaskId task) {
        return clusters.values().stream()
                .flatMap(cluster -> cluster.everLaunched().stream())
                .filter(attempt -> attempt.task().equals(task))
                .count();
    }

    /** How many attempts hold a place on a cluster, by the ledger's durable rows. */
    public long placesHeld() {
        return ledger.peek().stream()
                .filter(attempt -> attempt.state() == AttemptState.PLACED)
                .count();
    }

    /** How many Jobs are there now, over all clusters. */
    public int jobsPresent() {
        return clusters.values().stream()
                .mapToInt(cluster -> cluster.present().size())
                .sum();
    }
}
