package io.henge.testkit.fleet;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.decide.Policies;
import io.henge.core.failover.PublishFate;
import io.henge.core.ledger.Term;
import io.henge.core.loop.Lead;
import io.henge.core.loop.LedgerWriter;
import io.henge.core.loop.LoopPorts;
import io.henge.core.loop.Roster;
import io.henge.core.loop.TaskLoop;
import io.henge.core.loop.TermStart;
import io.henge.core.loop.Thoughts;
import io.henge.core.placement.Asked;
import io.henge.core.placement.ClusterProfile;
import io.henge.core.port.ClusterConnection;
import io.henge.core.port.DruidStore;
import io.henge.core.port.Ledger;
import io.henge.core.port.LedgerException;
import io.henge.core.port.TaskFiles;
import io.henge.core.port.TaskListener;
import io.henge.testkit.cluster.SimulatedCluster;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * One Overlord's process from the moment it leads: the real loop, ledger's writer and fence, and around them Druid's task
 * queue and the door for peons' actions. It may be frozen and thawed, and goes on until it crashes or learns that its term
 * is over, whoever leads meanwhile.
 */
public final class SimulatedOverlord implements TaskListener, DruidStore {
    private static final int FULL_PASS_SECONDS = 30;
    private static final int SYNC_SECONDS = 20;
    private static final int ASK_SECONDS = 10;
    private static final int SECONDS_AFTER_TERM = 20;

    /** What all Overlords of a world share. */
    record World(
            Kept kept,
            ClusterRegistry clusters,
            Policies policies,
            RecordedTimings timings,
            IntSupplier capacity,
            LoopPorts.Chance chance,
            InstantSource clock) {}

    /**
     * What outlives every Overlord.
     *
     * @param asking what a task asks of a cluster, by what is written in it and by the rules
     */
    record Kept(Ledger ledger, SimulatedStore store, TaskFiles files, Function<TaskId, Asked> asking) {}

    private final World world;
    private final Build build;
    private final Witness witness;
    private final Fuse fuse = new Fuse();
    private final InstantSource clock;
    private final Term term;
    private final Ledger ledger;
    private final LedgerWriter writer;
    private final TreeMap<ClusterName, ClusterConnection> links = new TreeMap<>();
    private final TaskLoop loop;
    private final LoopPorts ports;
    private final SimulatedRegistrar registrar;
    private final TaskQueue queue;
    private final ActionDoor door;
    private final List<Runnable> questions = new ArrayList<>();
    private final TreeMap<TaskId, Location> located = new TreeMap<>();
    private boolean frozen;
    private boolean over;
    private boolean termLost;
    private int secondsLost;
    private int seconds;

    SimulatedOverlord(World world, Build build, Witness witness, Duration clockError) {
        this.world = world;
        this.build = build;
        this.witness = witness;
        this.clock = () -> world.clock().instant().plus(clockError);
        this.ledger = new ProcessLedger(build.ledger(world.kept().ledger()), fuse);
        SortedMap<TaskId, TaskTraits> active = world.kept().store().active();
        TermStart start = new TermStart(
                ledger,
                "overlord",
                world.clusters().configured().keySet(),
                name -> true,
                build.policies(world.policies()),
                new WatchedThoughts(
                        build.thoughts(Thoughts.SOUND), (known, plan) -> witness.planned(epoch(), known, plan)),
                clock);
        TermStart.Begun begun = begin(start, new TermStart.Surroundings() {
            @Override
            public Map<TaskId, TaskTraits> active() {
                return active;
            }

            @Override
            public SortedMap<ClusterName, ClusterConnection> connect(Term begins, Set<ClusterName> adopting) {
                return links();
            }

            @Override
            public LoopPorts ports(Lead lead, SortedMap<ClusterName, ClusterConnection> clusters) {
                return SimulatedOverlord.this.ports(lead);
            }
        });
        this.term = begun.term();
        this.writer = begun.writer();
        this.loop = begun.loop();
        this.ports = begun.ports();
        this.registrar = new SimulatedRegistrar(
                loop.roster(), world.clusters()::entries, this::connect, build, witness, term.epoch());
        this.queue = new TaskQueue(world.kept().store(), loop, fuse, this::askedBy);
        this.door = new ActionDoor(
                this,
                build,
                begun.ports().lead().fence(),
                ledger,
                writer,
                world.kept().store(),
                clock);
        writer.whenTermIsLost(this::loseTerm);
        begun.takeOver(queue::restored);
        registrar.round();
        queue.sync(active);
    }

    private TermStart.Begun begin(TermStart start, TermStart.Surroundings surroundings) {
        try {
            return start.begin(surroundings);
        } catch (RuntimeException e) {
            links.values().forEach(ClusterConnection::close);
            throw e;
        }
    }

    private SortedMap<ClusterName, ClusterConnection> links() {
        world.clusters().configured().values().forEach(this::link);
        return links;
    }

    private ClusterConnection link(SimulatedCluster cluster) {
        ClusterConnection link = connect(cluster);
        links.put(cluster.name(), link);
        return link;
    }

    private ProcessConnection connect(SimulatedCluster cluster) {
        return new ProcessConnection(build.connection(cluster.connect(build.admission())), cluster, fuse, witness);
    }

    /** The cluster that the loop reaches under that name now; empty if it knows none. */
    public Optional<SimulatedCluster> reaches(ClusterName name) {
        return Optional.ofNullable(ports.clusters().get(name)).map(SimulatedOverlord::clusterOf);
    }

    private static SimulatedCluster clusterOf(ClusterConnection link) {
        return ((ProcessConnection) link).cluster();
    }

    /** How many connections it has a use for, until its term ends. */
    public long connections() {
        return leads()
                ? ports.clusters().size() + registrar.between(ports.clusters().values())
                : 0;
    }

    /** Registers a cluster. */
    void join(SimulatedCluster cluster) {
        var unused = loop.roster().join(link(cluster), new Roster.Terms(ClusterProfile.PLAIN, true), "by a test");
    }

    /** Lets a cluster go that was registered, if it can. */
    CompletionStage<Roster.Departure> leave(ClusterName cluster) {
        return loop.roster().leave(cluster, "by a test").whenComplete((departure, failure) -> {
            if (departure.connection() != null) {
                departure.connection().close();
                links.remove(cluster);
            }
        });
    }

    private Asked askedBy(TaskId task) {
        return build.asked(world.kept().asking().apply(task));
    }

    private LoopPorts ports(Lead lead) {
        return new LoopPorts(
                lead,
                links,
                new LoopPorts.Druid(
                        build.files(world.kept().files()),
                        build.druid(this),
                        build.listener(this),
                        build.supervisors(),
                        build.peons(world.clusters().discovery()),
                        build.states(),
                        () -> build.capacity(world.capacity().getAsInt())),
                world.timings(),
                Attempts::jobName,
                world.chance(),
                clock);
    }

    /** One second: actions, questions, the task queue, the loop and the ledger's writer. */
    void step() {
        if (frozen || isOver()) {
            return;
        }
        seconds++;
        door.step();
        if (termLost) {
            // What peons asked before goes on to its end.
            over = ++secondsLost >= SECONDS_AFTER_TERM;
            return;
        }
        List<Runnable> asked = List.copyOf(questions);
        questions.clear();
        asked.forEach(Runnable::run);
        registrar.step();
        if (seconds % SYNC_SECONDS == 0) {
            queue.sync();
        }
        queue.listen();
        if (seconds % ASK_SECONDS == 1) {
            readWhatIsAsked();
        }
        if (seconds % FULL_PASS_SECONDS == 0) {
            ports.clusters().keySet().forEach(loop::clusterChanged);
        }
        turn();
        writer.writeWaiting();
        turn();
        if (fuse.isBurnt()) {
            close();
        }
    }

    /** Of tasks that Druid does not hand over, since earlier terms have placed them. */
    private void readWhatIsAsked() {
        try {
            TreeMap<TaskId, Asked> all = new TreeMap<>();
            world.kept().store().active().keySet().forEach(task -> all.put(task, askedBy(task)));
            loop.asked(all);
        } catch (LedgerException e) {
            // It is tried again.
        }
    }

    private void turn() {
        try {
            loop.turn();
        } catch (RuntimeException e) {
            build.turnFailed(e);
        }
    }

    public void freeze() {
        frozen = true;
    }

    public void thaw() {
        frozen = false;
    }

    private void loseTerm() {
        termLost = true;
        loop.endTerm();
        links.values().forEach(ClusterConnection::close);
        registrar.close();
    }

    /** Ends the process at once. */
    public void close() {
        over = true;
        loseTerm();
    }

    /** Whether it leads as far as it knows. */
    boolean leads() {
        return !over && !termLost;
    }

    public boolean isOver() {
        return over;
    }

    public boolean isFrozen() {
        return frozen;
    }

    /** Lit, it ends the process after some effects. */
    public Fuse fuse() {
        return fuse;
    }

    public long epoch() {
        return term.epoch();
    }

    public TaskLoop loop() {
        return loop;
    }

    public LedgerWriter writer() {
        return writer;
    }

    TaskQueue queue() {
        return queue;
    }

    ActionDoor door() {
        return door;
    }

    /** The address at which Druid was told to find a task. */
    Optional<Location> location(TaskId task) {
        return Optional.ofNullable(located.get(task));
    }

    @Override
    public void located(TaskId task, Location location) {
        if (fuse.passes()) {
            located.put(task, location);
        }
    }

    @Override
    public void ended(TaskId task, Outcome outcome) {
        if (fuse.passes()) {
            witness.told(epoch(), task, outcome);
            queue.ended(task, outcome);
        }
    }

    @Override
    public CompletionStage<Boolean> isActive(TaskId task) {
        return ask(() -> world.kept().store().isActive(task));
    }

    @Override
    public CompletionStage<PublishFate> publishFate(Attempt attempt) {
        return ask(() -> {
            PublishFate fate = PublishFate.of(
                    ledger.publishes(attempt.id()),
                    epoch(),
                    publish -> world.kept().store().find(publish.segments()));
            witness.fateFound(attempt, fate);
            return fate;
        });
    }

    private <T> CompletionStage<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        questions.add(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }
}
