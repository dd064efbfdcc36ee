package io.henge.core.loop;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobKey;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.decide.Chores;
import io.henge.core.decide.Retry;
import io.henge.core.port.ClusterConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The Jobs that no row may know, until they are gone or known. Only the loop's thread may use it. */
final class Strays {
    /** What keeps each from being deleted now; one whose deletion is awaited has null. */
    private final TreeMap<JobKey, @Nullable Retry> suspects = new TreeMap<>();

    /** A Job that no row knows may be there, or one that is not that of the row which has its name. */
    void suspect(JobKey job) {
        suspects.putIfAbsent(job, Retry.NONE);
    }

    /** All Jobs that the cluster shows and no row knows. */
    void suspectAll(ClusterConnection cluster, AttemptTable table) {
        cluster.jobs().stream()
                .map(job -> new JobKey(cluster.name(), job))
                .filter(job -> table.find(job).isEmpty())
                .forEach(this::suspect);
    }

    /** Those that something may be done about. */
    List<Chores.Stray> views(LoopPorts ports, AttemptTable table, Predicate<ClusterName> doubted) {
        suspects.keySet().removeIf(job -> !ports.clusters().containsKey(job.cluster()));
        return suspects.entrySet().stream()
                .filter(entry -> !doubted.test(entry.getKey().cluster()))
                .flatMap(entry ->
                        Optional.ofNullable(entry.getValue())
                                .map(retry -> view(entry.getKey(), retry, ports, table))
                                .stream())
                .toList();
    }

    private static Chores.Stray view(JobKey key, Retry retry, LoopPorts ports, AttemptTable table) {
        var seen = ports.cluster(key.cluster()).find(key.job());
        boolean superseded = seen.flatMap(table::laterThan)
                .filter(later -> later.attempt() != null)
                .isPresent();
        return new Chores.Stray(key, seen, table.knows(key, seen), superseded, retry);
    }

    void forget(JobKey key) {
        suspects.remove(key);
    }

    /** Its deletion is asked for; gives what kept it until now. */
    Retry deleting(JobKey key) {
        @Nullable Retry before = suspects.put(key, null);
        return before == null ? Retry.NONE : before;
    }

    /** The deletion was answered: it is looked at again after a while. */
    void answered(JobKey key, Retry before, Optional<ApiFailure> failure, Duration deleteRetry, Instant now) {
        suspects.put(
                key,
                failure.map(why -> before.failed(why.message(), now))
                        .orElseGet(() -> new Retry(0, now.plus(deleteRetry), null)));
    }
}
