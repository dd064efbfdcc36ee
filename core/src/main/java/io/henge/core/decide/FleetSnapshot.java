package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.JobSighting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the clusters showed when the plan was made, as far as the plan's tasks are concerned. */
public record FleetSnapshot(SortedMap<ClusterName, ClusterSnapshot> clusters) {
    /**
     * One cluster.
     *
     * @param namespace where its watches look
     * @param closed why no new attempts may go there, as what follows the cluster's name; null if they may
     * @param synced whether a Job that is not among {@code sightings} is not there
     * @param trouble what keeps it from being watched now, so that what is known may be old; null while all is well
     * @param unreadable Jobs that are there, but of which nothing can be said
     * @param declaredDead the operator's word that the cluster is lost, as a sentence; null while there is none
     */
    public record ClusterSnapshot(
            String namespace,
            @Nullable String closed,
            boolean synced,
            @Nullable String trouble,
            Map<JobName, JobSighting> sightings,
            Set<JobName> unreadable,
            @Nullable String declaredDead) {}

    public FleetSnapshot {
        clusters = new TreeMap<>(clusters);
    }

    /** The clusters to which new attempts may go, in the order of their names. */
    public List<ClusterName> placeable() {
        return clusters.entrySet().stream()
                .filter(entry -> entry.getValue().closed() == null)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether the attempt's cluster is watched where the attempt is, so that what is said of it can be believed. */
    public boolean observes(Attempt attempt) {
        @Nullable ClusterSnapshot cluster = clusters.get(attempt.cluster());
        return cluster != null
                && cluster.synced()
                && cluster.namespace().equals(attempt.address().namespace())
                && !cluster.unreadable().contains(attempt.address().job());
    }

    /** Whether the attempt's cluster shows what is, and not only what was. */
    public boolean isWell(Attempt attempt) {
        return observes(attempt) && trouble(attempt).isEmpty();
    }

    /** What keeps the attempt's cluster from being watched. */
    public Optional<String> trouble(Attempt attempt) {
        @Nullable ClusterSnapshot cluster = clusters.get(attempt.cluster());
        return cluster == null
                ? Optional.of("Cluster[" + attempt.cluster() + "] is not registered any more")
                : Optional.ofNullable(cluster.trouble());
    }

    /** The operator's word that the attempt's cluster is lost. */
    public Optional<String> declaredDead(Attempt attempt) {
        return Optional.ofNullable(clusters.get(attempt.cluster())).map(ClusterSnapshot::declaredDead);
    }

    /** What the attempt's cluster shows of it. */
    public Optional<JobSighting> find(Attempt attempt) {
        @Nullable ClusterSnapshot cluster = clusters.get(attempt.cluster());
        return cluster == null
                ? Optional.empty()
                : Optional.ofNullable(cluster.sightings().get(attempt.address().job()));
    }
}
