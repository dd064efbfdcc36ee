package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.cluster.JobSighting;
import io.henge.core.ledger.ClusterRecord;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one turn knows of the clusters.
 *
 * @param clusters every registered one
 * @param absent those that no entry leads to, though attempts are left there
 * @param looks at the attempts that the turn is about
 * @param pause the word that no attempt is placed on any of them, null where there is none
 */
public record FleetSnapshot(
        SortedMap<ClusterName, ClusterFacts> clusters,
        SortedMap<ClusterName, ClusterFacts> absent,
        Map<AttemptId, Look> looks,
        ClusterRecord.@Nullable Declaration pause) {
    /** What is wrong with one that is absent, and what can be done about it. */
    public static final String ABSENT =
            "It is not registered, but has attempts: put its entry back or, if it is lost for good, declare it dead";

    public FleetSnapshot {
        clusters = Collections.unmodifiableSortedMap(new TreeMap<>(clusters));
        absent = Collections.unmodifiableSortedMap(new TreeMap<>(absent));
        looks = Collections.unmodifiableMap(new TreeMap<>(looks));
    }

    /** Where all attempts are on registered clusters, while attempts are placed. */
    public FleetSnapshot(SortedMap<ClusterName, ClusterFacts> clusters, Map<AttemptId, Look> looks) {
        this(clusters, new TreeMap<>(), looks, null);
    }

    /** The same with other looks. */
    public FleetSnapshot with(Map<AttemptId, Look> others) {
        return new FleetSnapshot(clusters, absent, others, pause);
    }

    /** The same with another word on whether attempts are placed. */
    public FleetSnapshot paused(ClusterRecord.@Nullable Declaration word) {
        return new FleetSnapshot(clusters, absent, looks, word);
    }

    /**
     * How many of the places over all clusters are held: what was cut short on a cluster that was given up takes nothing from
     * the others.
     *
     * @param held how many attempts hold a place, on all clusters
     * @param occupancy what holds room now: the facts here were taken before this turn's observations
     */
    public long heldOverAll(long held, Function<ClusterName, Occupancy> occupancy, Policies policies) {
        return held
                - Stream.concat(clusters.values().stream(), absent.values().stream())
                        .filter(facts -> facts.isGivenUp(policies))
                        .mapToLong(facts -> occupancy.apply(facts.name()).cutShort())
                        .sum();
    }

    /** What a cluster that is well shows of the Job of an attempt that is placed there, while that is there. */
    Optional<JobSighting> shown(AttemptView view) {
        return Optional.ofNullable(view.attempt())
                .filter(attempt -> view.isPlaced() && isWell(attempt))
                .flatMap(attempt -> look(attempt).sighting())
                .filter(JobSighting::jobPresent);
    }

    /** What is known of the attempt's Job. */
    public Look look(Attempt attempt) {
        return looks.getOrDefault(attempt.id(), Look.NOT_ASKED);
    }

    /** The attempt's cluster, if it is still registered. */
    public Optional<ClusterFacts> of(Attempt attempt) {
        return Optional.ofNullable(clusters.get(attempt.cluster()));
    }

    /** The attempt's cluster, registered or not. */
    public Optional<ClusterFacts> known(Attempt attempt) {
        return of(attempt).or(() -> Optional.ofNullable(absent.get(attempt.cluster())));
    }

    /** Whether what is known of the attempt's Job is so now, and not only was so. */
    public boolean isWell(Attempt attempt) {
        return look(attempt).isReliable() && isWatched(attempt);
    }

    /** Whether the attempt's cluster can be watched now. */
    boolean isWatched(Attempt attempt) {
        return of(attempt).filter(facts -> facts.watch().isWell()).isPresent();
    }

    /** Why what the attempt's cluster shows cannot be relied on, in words. */
    public Optional<String> trouble(Attempt attempt) {
        @Nullable ClusterFacts facts = clusters.get(attempt.cluster());
        return facts == null
                ? Optional.of(
                        "Cluster[" + attempt.cluster() + "] is not registered any more. Put its entry back or, if it is"
                                + " lost for good, declare it dead")
                : Optional.ofNullable(facts.watch().whyNot());
    }
}
