package io.henge.druid.runner;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.decide.Policies;
import io.henge.core.ledger.Term;
import io.henge.core.loop.Fence;
import io.henge.core.loop.LedgerWriter;
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
import io.henge.druid.metrics.Gauges;
import io.henge.druid.metrics.TermMetrics;
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

    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final TaskLoop loop;
    private final LoopThread thread;
    private final LedgerWriter writer;

    /** Open until Druid lets go of the runner. */
    private final CountDownLatch released = new CountDownLatch(1);

    private final SortedMap<ClusterName, ClusterConnection> clusters;
    private final DeepStorageFiles files;
    private final MetadataDruidStore records;
    private final ActionGate gate;
    private final Fence fence;
    private final TermMetrics metrics;

    private RunnerTerm(
            TaskLoop loop,
            LoopThread thread,
            LedgerWriter writer,
            SortedMap<ClusterName, ClusterConnection> clusters,
            DeepStorageFiles files,
            MetadataDruidStore records,
            ActionGate gate,
            Fence fence,
            TermMetrics metrics) {
        this.loop = loop;
        this.thread = thread;
        this.writer = writer;
        this.clusters = clusters;
        this.files = files;
        this.records = records;
        this.gate = gate;
        this.fence = fence;
        this.metrics = metrics;
    }

    /**
     * What a term is made of; what has threads is made only once the lead is taken.
     *
     * @param active the tasks that have not ended by Druid's own record; asked only while there is something to adopt
     */
    record Parts(
            Ledger ledger,
            String holder,
            Set<ClusterName> registered,
            Connecting clusters,
            Supplier<Map<TaskId, TaskTraits>> active,
            Set<ClusterName> enabled,
            Policies policies,
            IntSupplier capacity,
            JobNaming jobNames,
            Supplier<DeepStorageFiles> files,
            Function<Term, MetadataDruidStore> records,
            Supplier<TermMetrics> metrics,
            TaskRegistry registry,
            Supplier<GivingWay> givingWay) {}

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
     * Takes the lead and the rows of earlier terms; waits for the metadata store and for nothing else.
     *
     * @throws io.henge.core.port.LedgerException if the store failed; Druid then gives the leadership back
     */
    static RunnerTerm begin(Parts parts) {
        SteadyClock clock = new SteadyClock();
        TermStart start = new TermStart(
                parts.ledger(),
                parts.holder(),
                parts.registered(),
                parts.enabled()::contains,
                parts.policies(),
                Thoughts.SOUND,
                clock);
        Around around = new Around(parts, clock);
        TermStart.Begun begun = start.begin(around);
        log.info(
                "Term[{}] of holder[{}] begins with [{}] attempts",
                begun.term().epoch(),
                begun.term().holder(),
                begun.inherited().rows().size());
        RunnerTerm term = around.term(begun);
        begun.writer().whenTermIsLost(() -> term.lost(parts.givingWay().get()));
        begun.takeOver(parts.registry()::restore);
        begun.writer().start();
        term.thread.start();
        return term;
    }

    /** What the beginning of a term finds around it; what has threads is made only once the lead is taken. */
    private static final class Around implements TermStart.Surroundings {
        private final Parts parts;
        private final SteadyClock clock;
        private @Nullable TermMetrics metrics;
        private @Nullable DeepStorageFiles files;
        private @Nullable MetadataDruidStore records;

        Around(Parts parts, SteadyClock clock) {
            this.parts = parts;
            this.clock = clock;
        }

        @Override
        public Map<TaskId, TaskTraits> active() {
            return parts.active().get();
        }

        @Override
        public SortedMap<ClusterName, ClusterConnection> connect(Term term, Set<ClusterName> adopting) {
            metrics = parts.metrics().get();
            return parts.clusters().connect(adopting, metrics);
        }

        @Override
        public LoopPorts ports(
                Term term, LedgerWriter writer, SortedMap<ClusterName, ClusterConnection> clusters, Fence fence) {
            files = parts.files().get();
            records = parts.records().apply(term);
            return new LoopPorts(
                    term,
                    writer,
                    clusters,
                    files,
                    records,
                    fence,
                    parts.registry(),
                    Objects.requireNonNull(metrics),
                    parts.jobNames(),
                    () -> new Token(UUID.randomUUID().toString()),
                    new SplittableRandom()::nextLong,
                    parts.capacity(),
                    clock);
        }

        RunnerTerm term(TermStart.Begun begun) {
            Fence fence = begun.ports().fence();
            return new RunnerTerm(
                    begun.loop(),
                    new LoopThread(begun.loop(), clock),
                    begun.writer(),
                    begun.ports().clusters(),
                    Objects.requireNonNull(files),
                    Objects.requireNonNull(records),
                    new ActionGate(fence, parts.ledger(), begun.writer(), begun.term(), fence::attemptOf),
                    fence,
                    Objects.requireNonNull(metrics));
        }
    }

    /** Cuts off also what was on its way to the clusters; on a thread of its own, since the writer's own one calls. */
    private void lost(GivingWay givingWay) {
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

    TaskLoop loop() {
        return loop;
    }

    /** What is so now; what is counted begins anew. */
    Gauges takeGauges() {
        Map<ClusterName, Duration> ages = new TreeMap<>();
        clusters.forEach((name, cluster) -> cluster.watchAge().ifPresent(age -> ages.put(name, age)));
        return new Gauges(loop.snapshot(), ages, fence.takeRefusals(), metrics.takeLongestLag());
    }

    SortedMap<ClusterName, ClusterConnection> clusters() {
        return clusters;
    }

    /** Ends the term and its threads, within 5 s. Touches no Job and completes no future. */
    @Override
    public void close() {
        released.countDown();
        closeParts();
    }

    private void closeParts() {
        loop.endTerm();
        List<AutoCloseable> parts = new ArrayList<>(List.of(thread, writer, files, records, metrics));
        parts.addAll(clusters.values());
        // Each may take until its calls end, so that they are closed side by side.
        List<Thread> closers = parts.stream()
                .map(part -> new Thread(() -> close(part), "henge-close"))
                .toList();
        closers.forEach(Thread::start);
        long untilNanos = System.nanoTime() + CLOSE_MAX.toNanos();
        for (Thread closer : closers) {
            try {
                closer.join(Math.max(
                        1, Duration.ofNanos(untilNanos - System.nanoTime()).toMillis()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            log.warn("A part of the term did not close well", e);
        }
    }
}
