package io.henge.kubernetes.access;

import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ApiFailure.Kind;
import io.henge.kubernetes.call.Calls;
import io.henge.kubernetes.job.JobRefusedException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads how one cluster is reached, now and every few seconds, and hands on what is new. What cannot be read or used is a
 * complaint until it is mended; by then the last that could be holds.
 *
 * <p>Files are compared by what they say: a file that is replaced, as Kubernetes does with what it mounts, and one that is
 * written over are the same, and none needs a thread of its own.
 */
public final class AccessUpkeep implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AccessUpkeep.class);

    /** How long a renewed file may go unnoticed; reading a few of them costs next to nothing. */
    public static final Duration EVERY = Duration.ofSeconds(5);

    /** A plugin's limit, and time for the files. */
    private static final Duration READ_MAX = Duration.ofSeconds(40);

    private final String cluster;
    private final AccessReader reader;
    private final ScheduledExecutorService timer;
    private final Calls calls;
    private final Taker taker;
    private final Duration every;

    /** The last that was taken; used by one reading at a time. */
    private @Nullable Access taken;

    /** What is wrong now, null if nothing is; written by one reading at a time. */
    private volatile @Nullable String complaint;

    private volatile boolean closed;

    /** Uses what was read. Called by one thread at a time. */
    public interface Taker {
        /** Whether the API server does not know who we are with what was taken last. */
        boolean isRefused();

        /**
         * Uses it from now on.
         *
         * @throws KubeconfigException if it cannot be used
         * @throws JobRefusedException if no Job could be made
         */
        void take(Access access) throws KubeconfigException, JobRefusedException, InterruptedException;

        /** The complaint began, changed or ended. */
        void complaintChanged();
    }

    /**
     * Reads nothing yet.
     *
     * @param every between the end of one reading and the beginning of the next
     */
    public AccessUpkeep(
            String cluster, AccessReader reader, ScheduledExecutorService timer, Taker taker, Duration every) {
        this.every = every;
        this.cluster = cluster;
        this.reader = reader;
        this.timer = timer;
        this.taker = taker;
        this.calls = new Calls(cluster, "access", 1, 1, timer);
    }

    /** Begins to read in the background; called once. */
    public void start() {
        read();
    }

    private void read() {
        calls.submit(new Reading(), READ_MAX, READ_MAX).thenAccept(wrong -> {
            note(wrong.map(ApiFailure::message).orElse(null));
            readLater();
        });
    }

    private void readLater() {
        try {
            var unused = timer.schedule(this::read, every.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("Cluster[{}] is closed", cluster);
        }
    }

    private void note(@Nullable String wrong) {
        if (closed) {
            // What was cut off by that is no complaint.
            return;
        }
        @Nullable String before = complaint;
        complaint = wrong;
        if (wrong != null && !wrong.equals(before)) {
            log.warn("Cluster[{}] cannot be reached as configured now. {}", cluster, wrong);
        } else if (wrong == null && before != null) {
            log.info("Cluster[{}] is reached as configured again", cluster);
        }
        if (!Objects.equals(wrong, before)) {
            taker.complaintChanged();
        }
    }

    /** Why what is configured now cannot be used; empty if it can, or was not read yet. */
    public Optional<String> complaint() {
        return Optional.ofNullable(complaint);
    }

    @Override
    public void close() {
        closed = true;
        calls.close();
    }

    public boolean awaitEnd(Duration limit) throws InterruptedException {
        return calls.awaitEnd(limit);
    }

    private final class Reading implements Calls.Call<Optional<ApiFailure>> {
        @Override
        public Optional<ApiFailure> run() throws InterruptedException {
            try {
                Access access = reader.read(taker.isRefused());
                @Nullable Access before = taken;
                if (before == null || !before.isSame(access)) {
                    taker.take(access);
                    taken = access;
                }
                return Optional.empty();
            } catch (KubeconfigException | JobRefusedException e) {
                return Optional.of(new ApiFailure(Kind.TRANSIENT, String.valueOf(e.getMessage())));
            }
        }

        @Override
        public Optional<ApiFailure> failed(ApiFailure why) {
            return Optional.of(new ApiFailure(
                    why.kind(),
                    reader.key()
                            + ": reading the kubeconfig that it leads to, with its files and its plugin, has failed. "
                            + why.message()));
        }

        @Override
        public Kind cutOff() {
            return Kind.TRANSIENT;
        }
    }
}
