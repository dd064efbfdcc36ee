package io.henge.peon;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.Inject;
import io.henge.core.lease.HeldLease;
import io.henge.core.lease.LeaseWords;
import io.henge.core.lease.Renewal;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.apache.druid.client.indexing.IndexingService;
import org.apache.druid.guice.annotations.EscalatedGlobal;
import org.apache.druid.guice.annotations.Json;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.java.util.common.lifecycle.LifecycleStart;
import org.apache.druid.java.util.common.lifecycle.LifecycleStop;
import org.apache.druid.rpc.ServiceClientFactory;
import org.apache.druid.rpc.ServiceLocator;
import org.apache.druid.rpc.StandardRetryPolicy;
import org.apache.druid.tasklogs.TaskLogs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps to the lease of this peon's task: has it renewed, and ends the process when it is over. Two threads do so, one that
 * asks and may be kept waiting, and one that does nothing but end the process in time.
 *
 * <p>The time is that of {@link System#nanoTime}: it goes on while the process is stopped, so that one that wakes up after its
 * lease ends at once. On Linux it stands still while the whole machine is suspended, which no process can tell.
 */
public final class PeonLease {
    private static final Logger log = LoggerFactory.getLogger(PeonLease.class);

    private final Optional<LeaseThreads> threads;

    /** As Druid makes it. */
    @Inject
    public PeonLease(
            Task task,
            TaskLogs logs,
            @EscalatedGlobal ServiceClientFactory clients,
            @IndexingService ServiceLocator overlord,
            @Json ObjectMapper json) {
        this(
                // A task that was not shipped, as a sub-task elsewhere, may have inherited what its parent was shipped
                // with.
                ShippedLease.in(task.getContext())
                        .filter(shipped -> shipped.attempt().task().value().equals(task.getId())),
                logs,
                (shipped, lease) -> new OverlordAuthority(
                        clients.makeClient("overlord", overlord, StandardRetryPolicy.noRetries()),
                        json,
                        shipped,
                        lease.patience()),
                System::nanoTime,
                status -> Runtime.getRuntime().halt(status));
    }

    /** Makes one who may renew a lease. */
    interface Authorities {
        Renewal.Authority of(ShippedLease shipped, HeldLease lease);
    }

    PeonLease(
            Optional<ShippedLease> shipped,
            TaskLogs logs,
            Authorities overlords,
            LongSupplier nanos,
            IntConsumer halt) {
        threads = shipped.map(known -> threads(known, logs, overlords, new HeldLease(known.length(), nanos), halt));
    }

    private static LeaseThreads threads(
            ShippedLease shipped, TaskLogs logs, Authorities overlords, HeldLease lease, IntConsumer halt) {
        Function<StatusBoard, Renewal.Authority> deepStorage = board -> new Renewal.Authority() {
            @Override
            public Renewal.Word ask() {
                return Renewal.on(board);
            }

            @Override
            public String name() {
                return "An Overlord, by way of deep storage,";
            }
        };
        Renewal.Authority board = deepStorage.apply(new StatusBoard(logs, shipped));
        return new LeaseThreads(
                lease,
                overlords.of(shipped, lease),
                board,
                over -> {
                    log.error(
                            "Attempt[{}] ends this process by exit code {}: {}",
                            shipped.attempt(),
                            LeaseWords.EXIT_CODE,
                            over);
                },
                () -> halt.accept(LeaseWords.EXIT_CODE));
    }

    /** Waits until deep storage has renewed the lease: an attempt that was revoked before begins nothing. */
    @LifecycleStart
    public void start() {
        threads.ifPresent(LeaseThreads::start);
    }

    /** Waits until an Overlord has renewed it, which can be found by then: one that was replaced begins nothing either. */
    void awaitOverlord() {
        threads.ifPresent(held -> {
            held.awaitOverlord();
            log.info("An Overlord has renewed the lease: the task may begin");
        });
    }

    @LifecycleStop
    public void stop() {
        threads.ifPresent(LeaseThreads::close);
    }
}
