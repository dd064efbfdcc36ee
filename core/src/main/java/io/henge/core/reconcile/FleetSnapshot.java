package io.henge.core.reconcile;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.JobSighting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the clusters showed when the plan was made, as far as the plan's tasks are concerned. */
public record FleetSnapshot(SortedMap<ClusterName, ClusterSnapshot> clusters) {
    /**
     * One cluster.
     *
     * @param placeable whether new attempts may go there
     * @param synced whether a Job that is not among {@code sightings} is not there
     */
    public record ClusterSnapshot(boolean placeable, boolean synced, Map<JobName, JobSighting> sightings) {}

    public FleetSnapshot {
        clusters = new TreeMap<>(clusters);
    }

    /** The clusters to which new attempts may go, in the order of their names. */
    public List<ClusterName> placeable() {
        return clusters.entrySet().stream()
                .filter(entry -> entry.getValue().placeable())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether the attempt's cluster is watched, so that what is said of the attempt can be believed. */
    public boolean observes(Attempt attempt) {
        @Nullable ClusterSnapshot cluster = clusters.get(attempt.cluster());
        return cluster != null && cluster.synced();
    }

    /** What the attempt's cluster shows of it. */
    public Optional<JobSighting> find(Attempt attempt) {
        @Nullable ClusterSnapshot cluster = clusters.get(attempt.cluster());
        return cluster == null
                ? Optional.empty()
                : Optional.ofNullable(cluster.sightings().get(attempt.address().job()));
    }
}
