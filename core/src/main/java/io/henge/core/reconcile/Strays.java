package io.henge.core.reconcile;

import io.henge.core.attempt.ClusterName;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ClusterConnection;
import io.henge.core.cluster.JobSighting;
import io.henge.core.reconcile.Mailbox.JobKey;
import io.henge.core.reconcile.Mailbox.Note;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs that carry our owner label and that no row knows: left by a request that came late, or by a cluster that went back
 * to an older state. They are deleted. Only the loop's thread may use it.
 */
final class Strays {
    private static final Logger log = LoggerFactory.getLogger(Strays.class);

    private final LoopPorts ports;
    private final Policies policies;
    private final Mailbox mailbox;

    /** What keeps each from being deleted now; one whose deletion is awaited has null. */
    private final Map<JobKey, @Nullable Retry> strays = new TreeMap<>();

    Strays(LoopPorts ports, Policies policies, Mailbox mailbox) {
        this.ports = ports;
        this.policies = policies;
        this.mailbox = mailbox;
    }

    /** A Job that no row knows may be there. */
    void suspect(JobKey job) {
        strays.putIfAbsent(job, Retry.NONE);
    }

    void suspectAll(ClusterName cluster, TaskTable table) {
        ports.cluster(cluster).jobs().stream()
                .map(job -> new JobKey(cluster, job))
                .filter(job -> table.find(job).isEmpty())
                .forEach(this::suspect);
    }

    /** Asks for the deletion of those that are there. */
    void turn(TaskTable table, Instant now) {
        for (Map.Entry<JobKey, @Nullable Retry> entry : List.copyOf(new TreeMap<>(strays).entrySet())) {
            @Nullable Retry retry = entry.getValue();
            if (retry != null) {
                turn(entry.getKey(), retry, table, now);
            }
        }
    }

    private void turn(JobKey key, Retry retry, TaskTable table, Instant now) {
        ClusterConnection cluster = ports.cluster(key.cluster());
        Optional<JobSighting> seen = cluster.find(key.job()).filter(JobSighting::jobPresent);
        if (seen.isEmpty()
                || !(seen.get().owned() || table.isSuperseded(seen.get()))
                || table.find(key).isPresent()) {
            strays.remove(key);
        } else if (retry.notBefore() == null || !now.isBefore(retry.notBefore())) {
            log.info("Job[{}] of cluster[{}] is ours, but no attempt's: it is deleted", key.job(), key.cluster());
            strays.put(key, null);
            String uid = seen.get().jobUid();
            ports.writer()
                    .confirm(() -> cluster.delete(key.job(), uid)
                            .thenAccept(failure -> mailbox.post(new Note(key.toString(), state -> {
                                answered(key, retry, failure);
                                return List.of();
                            }))));
        }
    }

    private void answered(JobKey key, Retry retry, Optional<ApiFailure> failure) {
        Instant now = ports.clock().instant();
        strays.put(
                key,
                failure.isPresent()
                        ? retry.failed(failure.get().message(), now)
                        : new Retry(0, now.plus(policies.deleteRetry()), null));
    }

    /** When one of them is to be looked at again. */
    Optional<Instant> next() {
        return strays.values().stream()
                .flatMap(retry -> Optional.ofNullable(retry).map(Retry::notBefore).stream())
                .min(Instant::compareTo);
    }
}
