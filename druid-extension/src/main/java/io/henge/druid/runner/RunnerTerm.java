package io.henge.druid.runner;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.decide.Policies;
import io.henge.core.ledger.Term;
import io.henge.core.loop.Fence;
import io.henge.core.loop.Lead;
import io.henge.core.loop.LoopPorts;
import io.henge.core.loop.LoopThread;
import io.henge.core.loop.TaskLoop;
import io.henge.core.loop.TermStart;
import io.henge.core.loop.Thoughts;
import io.henge.core.port.ClusterConnection;
import io.henge.core.port.JobNaming;
import io.henge.core.port.Ledger;
import io.henge.core.time.SteadyClock;
import io.henge.druid.fence.ActionGate;
import io.henge.druid.logs.DeepStorageFiles;
import io.henge.druid.metrics.Exposition;
import io.henge.druid.metrics.Gauges;
import io.henge.druid.metrics.Tally;
import io.henge.druid.metrics.TermMetrics;
import io.henge.druid.state.AttemptStates;
import io.henge.druid.store.Handoffs;
import io.henge.druid.store.History;
import io.henge.druid.store.MetadataDruidStore;
import io.henge.kubernetes.call.ApiMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that lives as long as one leadership of this Overlord: the loop, the ledger's writer and the connections. */
final class RunnerTerm implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunnerTerm.class);

    private final TaskLoop loop;
    private final LoopPorts ports;
    private final LoopThread thread;
    private final ActionGate gate;
    private final Helpers helpers;
    private final History history;
    private final Registrar registrar;
    private final Tally refusals;
    private final Tally faults;

    /** All that is to be closed. */
    private final List<AutoCloseable> opened;

    /** Open until Druid lets go of the runner. */
    private final CountDownLatch released = new CountDownLatch(1);

    private RunnerTerm(
            TermStart.Begun begun,
            LoopThread thread,
            ActionGate gate,
            Helpers helpers,
            History history,
            Registrar registrar,
            List<AutoCloseable> opened) {
        this.registrar = registrar;
        this.loop = begun.loop();
        this.ports = begun.ports();
        this.refusals = new Tally(ports.lead().fence()::takeRefusals);
        this.faults = new Tally(loop::takeFaults);
        this.thread = thread;
        this.gate = gate;
        this.helpers = helpers;
        this.history = history;
        this.opened = List.copyOf(opened);
    }

    /**
     * What a term is made of.
     *
     * @param holder who leads, for people
     */
    record Parts(
            Ledger ledger,
            String holder,
            Clusters clusters,
            Limits limits,
            JobNaming jobNames,
            Druid druid,
            Supplier<GivingWay> givingWay) {}

    /**
     * The clusters of the properties, and those that come and go.
     *
     * @param enabled those of the properties to which new attempts may go at all
     */
    record Clusters(Set<ClusterName> registered, Set<ClusterName> enabled, Connecting connecting, Coming coming) {}

    /**
     * Within what the plan decides.
     *
     * @param capacity of this moment, over all clusters
     */
    record Limits(Policies policies, IntSupplier capacity) {}

    /**
     * Druid, as a term needs it.
     *
     * @param active the tasks that have not ended by Druid's own record; asked only while there is something to adopt
     * @param helping called once the lead is taken
     */
    record Druid(TaskRegistry registry, Supplier<Map<TaskId, TaskTraits>> active, Function<Term, Helpers> helping) {}

    /** What has threads of its own for as long as the term lasts: Druid's files, store, peons and emitter are slow. */
    record Helpers(
            DeepStorageFiles files,
            MetadataDruidStore store,
            Handoffs supervisors,
            DruidPeons peons,
            AttemptStates states,
            TermMetrics metrics) {}

    /**
     * What is done about an Overlord that Druid still takes for the leader though another has taken the lead: it would
     * answer for ever from what it knew then. Seen with Curator's latch, whose node can end with an earlier session.
     *
     * @param patience how long Druid may take to notice
     * @param leads whether Druid takes it for the leader; not so where its leadership failed while it began
     * @param end ends the process
     */
    record GivingWay(Duration patience, BooleanSupplier leads, Runnable end) {}

    /** Connects to all clusters. */
    interface Connecting {
        /**
         * Makes the connections, which are started later.
         *
         * @param adopting those that may hold something to adopt
         */
        SortedMap<ClusterName, ClusterConnection> connect(Set<ClusterName> adopting, ApiMeter meter);
    }

    /**
     * Takes the lead and the rows of earlier terms; waits for the metadata store and for nothing else. Where it fails,
     * nothing of it stays open.
     *
     * @throws io.henge.core.port.LedgerException if the store failed; Druid then gives the leadership back
     */
    static RunnerTerm begin(Parts parts) {
        SteadyClock clock = new SteadyClock();
        TermStart start = new TermStart(
                parts.ledger(),
                parts.holder(),
                parts.clusters().registered(),
                parts.clusters().enabled()::contains,
                parts.limits().policies(),
                Thoughts.SOUND,
                clock);
        Around around = new Around(parts, clock);
        try {
            return begin(parts, start, around);
        } catch (RuntimeException | Error e) {
            Closers.closeAll(around.opened);
            throw e;
        }
    }

    private static RunnerTerm begin(Parts parts, TermStart start, Around around) {
        TermStart.Begun begun = start.begin(around);
        log.info(
                "Term[{}] of holder[{}] begins with [{}] attempts",
                begun.term().epoch(),
                begun.term().holder(),
                begun.inherited().rows().size());
        RunnerTerm term = around.term(begun);
        begun.writer().whenTermIsLost(() -> term.lost(parts.givingWay().get()));
        begun.takeOver(parts.druid().registry()::restore);
        begun.writer().start();
        term.registrar.begin();
        term.thread.start();
        return term;
    }

    /** What the beginning of a term finds around it; what has threads is made only once the lead is taken. */
    private static final class Around implements TermStart.Surroundings {
        private final Parts parts;
        private final SteadyClock clock;
        private final List<AutoCloseable> opened = new ArrayList<>();
        private @Nullable Helpers helpers;

        Around(Parts parts, SteadyClock clock) {
            this.parts = parts;
            this.clock = clock;
        }

        @Override
        public Map<TaskId, TaskTraits> active() {
            return parts.druid().active().get();
        }

        @Override
        public SortedMap<ClusterName, ClusterConnection> connect(Term term, Set<ClusterName> adopting) {
            helpers = parts.druid().helping().apply(term);
            opened.addAll(List.of(
                    helpers.files(),
                    helpers.store(),
                    helpers.supervisors(),
                    helpers.peons(),
                    helpers.states(),
                    helpers.metrics()));
            SortedMap<ClusterName, ClusterConnection> clusters =
                    parts.clusters().connecting().connect(adopting, helpers.metrics());
            opened.addAll(clusters.values());
            return clusters;
        }

        @Override
        public LoopPorts ports(Lead lead, SortedMap<ClusterName, ClusterConnection> clusters) {
            Helpers with = Objects.requireNonNull(helpers);
            return new LoopPorts(
                    lead,
                    clusters,
                    new LoopPorts.Druid(
                            with.files(),
                            with.store(),
                            parts.druid().registry(),
                            with.supervisors(),
                            with.peons(),
                            with.states(),
                            parts.limits().capacity()),
                    with.metrics(),
                    parts.jobNames(),
                    new LoopPorts.Chance(
                            () -> new Token(UUID.randomUUID().toString()), new SplittableRandom()::nextLong),
                    clock);
        }

        RunnerTerm term(TermStart.Begun begun) {
            Fence fence = begun.ports().lead().fence();
            Helpers with = Objects.requireNonNull(helpers);
            LoopThread thread = new LoopThread(begun.loop(), clock, with.metrics()::tookTurn);
            History history = new History(parts.ledger());
            Coming coming = parts.clusters().coming();
            boolean adopting = !begun.inherited().unsearched().isEmpty();
            Registrar registrar = new Registrar(
                    begun.loop().roster(), coming, entry -> coming.connect(entry, adopting, with.metrics()));
            opened.addAll(List.of(begun.writer(), thread, history, coming, registrar));
            return new RunnerTerm(
                    begun,
                    thread,
                    new ActionGate(fence, parts.ledger(), begun.writer(), begun.term(), fence::attemptOf),
                    with,
                    history,
                    registrar,
                    opened);
        }
    }

    /** Cuts off also what was on its way to the clusters; on a thread of its own, since the writer's own one calls. */
    private void lost(GivingWay givingWay) {
        gate.termIsOver();
        loop.endTerm();
        new Thread(() -> giveWay(givingWay), "henge-close").start();
    }

    private void giveWay(GivingWay givingWay) {
        closeParts();
        try {
            if (!released.await(givingWay.patience().toMillis(), TimeUnit.MILLISECONDS)
                    && givingWay.leads().getAsBoolean()) {
                log.error(
                        "Another Overlord leads, by the ledger, and Druid has not noticed for {}: this process ends, so "
                                + "that it can start again. If this comes again and again, two Druid clusters share one "
                                + "metadata store and druid.metadata.storage.tables.base.",
                        givingWay.patience());
                givingWay.end().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    ActionGate gate() {
        return gate;
    }

    History history() {
        return history;
    }

    Registrar registrar() {
        return registrar;
    }

    TaskLoop loop() {
        return loop;
    }

    /** What is so now; what is counted begins anew. */
    Gauges takeGauges() {
        TermMetrics metrics = helpers.metrics();
        return gauges(new Gauges.Counts(
                refusals.takeNew(), metrics.takeLongestLag(), metrics.takeLongestTurn(), faults.takeNew()));
    }

    /** All that there is to tell now, counted since the term began. */
    Exposition exposition() {
        return helpers.metrics()
                .exposition(gauges(new Gauges.Counts(refusals.total(), Duration.ZERO, Duration.ZERO, faults.total())));
    }

    private Gauges gauges(Gauges.Counts counts) {
        Map<ClusterName, Gauges.Live> live = new TreeMap<>();
        clusters()
                .forEach((name, cluster) -> live.put(
                        name,
                        new Gauges.Live(
                                cluster.watchAge().orElse(null),
                                cluster.probe().wellAgo(),
                                helpers.metrics().expiryOf(name).orElse(null))));
        return new Gauges(ports.lead().term(), loop.snapshot(), ports.clock().instant(), live, counts);
    }

    SortedMap<ClusterName, ClusterConnection> clusters() {
        return ports.clusters();
    }

    /** Ends the term and its threads, within 5 s. Touches no Job and completes no future. */
    @Override
    public void close() {
        released.countDown();
        closeParts();
    }

    private void closeParts() {
        loop.endTerm();
        Closers.closeAll(opened);
    }
}
