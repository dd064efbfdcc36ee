package io.henge.druid;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Token;
import io.henge.core.cluster.ClusterConnection;
import io.henge.core.ledger.Ledger;
import io.henge.core.ledger.LedgerWriter;
import io.henge.core.ledger.Term;
import io.henge.core.reconcile.LoopPorts;
import io.henge.core.reconcile.LoopThread;
import io.henge.core.reconcile.Policies;
import io.henge.core.reconcile.TaskLoop;
import io.henge.core.time.SteadyClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that lives as long as one leadership of this Overlord: the loop, the ledger's writer and the connections. */
final class RunnerTerm implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunnerTerm.class);

    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final TaskLoop loop;
    private final LoopThread thread;
    private final LedgerWriter writer;
    private final SortedMap<ClusterName, ClusterConnection> clusters;
    private final DeepStorageFiles files;

    private RunnerTerm(
            TaskLoop loop,
            LoopThread thread,
            LedgerWriter writer,
            SortedMap<ClusterName, ClusterConnection> clusters,
            DeepStorageFiles files) {
        this.loop = loop;
        this.thread = thread;
        this.writer = writer;
        this.clusters = clusters;
        this.files = files;
    }

    /** What a term is made of; what has threads is made only once the lead is taken. */
    record Parts(
            Ledger ledger,
            String holder,
            Supplier<SortedMap<ClusterName, ClusterConnection>> clusters,
            Set<ClusterName> enabled,
            Policies policies,
            LoopPorts.JobNames jobNames,
            Supplier<DeepStorageFiles> files,
            TaskRegistry registry) {}

    /**
     * Takes the lead and the rows of earlier terms; waits for the metadata store and for nothing else.
     *
     * @throws io.henge.core.ledger.LedgerException if the store failed; Druid then gives the leadership back
     */
    static RunnerTerm begin(Parts parts) {
        SteadyClock clock = new SteadyClock();
        Term term = parts.ledger().lead(parts.holder(), clock.instant());
        List<Attempt> rows = parts.ledger().attempts();
        log.info("Term[{}] of holder[{}] begins with [{}] attempts", term.epoch(), term.holder(), rows.size());

        LedgerWriter writer = new LedgerWriter(parts.ledger(), term);
        SortedMap<ClusterName, ClusterConnection> clusters = parts.clusters().get();
        DeepStorageFiles files = parts.files().get();
        LoopPorts ports = new LoopPorts(
                term,
                writer,
                clusters,
                files,
                parts.registry(),
                parts.jobNames(),
                () -> new Token(UUID.randomUUID().toString()),
                clock);
        TaskLoop loop = new TaskLoop(ports, parts.policies(), parts.enabled()::contains);

        rows.forEach(parts.registry()::restore);
        loop.restore(rows);
        RunnerTerm begun = new RunnerTerm(loop, new LoopThread(loop, clock), writer, clusters, files);
        writer.whenTermIsLost(begun::lost);
        writer.start();
        clusters.values().forEach(cluster -> cluster.start(loop));
        begun.thread.start();
        return begun;
    }

    /** Cuts off also what was on its way to the clusters; on a thread of its own, since the writer's own one calls. */
    private void lost() {
        loop.endTerm();
        new Thread(this::close, "henge-close").start();
    }

    TaskLoop loop() {
        return loop;
    }

    SortedMap<ClusterName, ClusterConnection> clusters() {
        return clusters;
    }

    /** Ends the term and its threads, within 5 s. Touches no Job and completes no future. */
    @Override
    public void close() {
        loop.endTerm();
        List<AutoCloseable> parts = new ArrayList<>(List.of(thread, writer, files));
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
