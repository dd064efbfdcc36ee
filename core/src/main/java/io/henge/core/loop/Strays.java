package io.henge.core.loop;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobKey;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.JobSighting;
import io.henge.core.decide.Policies;
import io.henge.core.decide.Retry;
import io.henge.core.port.ClusterConnection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs that no row knows and that are to be deleted: with our owner label, left by a request that came late or by a cluster
 * that went back to an older state; or of Druid's own runner, whose task was launched again while nobody could see them.
 * Only the loop's thread may use it.
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

    void suspectAll(ClusterName cluster, AttemptTable table) {
        ports.cluster(cluster).jobs().stream()
                .map(job -> new JobKey(cluster, job))
                .filter(job -> table.find(job).isEmpty())
                .forEach(this::suspect);
    }

    /** Asks for the deletion of those that are there. */
    void turn(AttemptTable table, Instant now) {
        for (Map.Entry<JobKey, @Nullable Retry> entry : List.copyOf(new TreeMap<>(strays).entrySet())) {
            @Nullable Retry retry = entry.getValue();
            if (retry != null) {
                turn(entry.getKey(), retry, table, now);
            }
        }
    }

    private void turn(JobKey key, Retry retry, AttemptTable table, Instant now) {
        ClusterConnection cluster = ports.cluster(key.cluster());
        Optional<JobSighting> seen = cluster.find(key.job()).filter(JobSighting::jobPresent);
        if (seen.isEmpty() || !isStray(seen.get(), table) || table.find(key).isPresent()) {
            strays.remove(key);
        } else if (retry.notBefore() == null || !now.isBefore(retry.notBefore())) {
            log.info("Job[{}] of cluster[{}] is no attempt's, or a stale one: it is deleted", key.job(), key.cluster());
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

    /** One that is not ours is stale once a later attempt of its task has a row: nobody saw it when that was placed. */
    private static boolean isStray(JobSighting job, AttemptTable table) {
        return job.owned()
                || table.laterThan(job).filter(view -> view.attempt() != null).isPresent();
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
