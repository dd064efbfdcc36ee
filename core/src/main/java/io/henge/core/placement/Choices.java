package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What there was to choose from at one moment. What is found of a cluster here is what placement itself goes by, so that
 * an explanation cannot differ from the decision.
 *
 * @param at that moment
 * @param held how many places are held, over all clusters
 * @param capacity how many may be
 * @param closed why nothing is placed anywhere, as a sentence; null while something is
 */
public record Choices(
        Instant at,
        SortedMap<ClusterName, Option> clusters,
        long held,
        int capacity,
        @Nullable String closed) {
    /** Nothing. */
    public static final Choices NONE = new Choices(Instant.EPOCH, new TreeMap<>(), 0, Integer.MAX_VALUE, null);

    public Choices {
        clusters = Collections.unmodifiableSortedMap(new TreeMap<>(clusters));
    }

    /** What is found of each cluster, in the order of their names. */
    public List<Appraisal> findings(Preference preference) {
        Asker asker = Asker.of(preference, clusters.values(), at);
        return clusters.values().stream()
                .map(cluster -> Appraiser.of(cluster, asker))
                .toList();
    }

    /** How many places are left over all clusters. */
    public long free() {
        return closed == null ? Math.max(0, capacity - held) : 0;
    }

    /** Why a task with that preference cannot be placed now, as a sentence; empty if it can. */
    public Optional<String> whyNone(Preference preference) {
        if (closed != null) {
            return Optional.of(closed);
        }
        if (held >= capacity) {
            return Optional.of("The capacity over all clusters is used: " + held + " of " + capacity);
        }
        List<Appraisal> findings = findings(preference);
        return findings.stream().anyMatch(Appraisal::fits)
                ? Optional.empty()
                : Optional.of(findings.stream().map(Appraisal::sentence).collect(Collectors.joining("; ")));
    }

    /** Those clusters among {@code findings} that would be chosen from: the ones that fit best. */
    public static List<ClusterName> best(List<Appraisal> findings) {
        Map<Boolean, List<Appraisal>> fitting = findings.stream().collect(Collectors.partitioningBy(Appraisal::fits));
        List<Appraisal> fit = fitting.getOrDefault(true, List.of());
        long most = fit.stream().mapToLong(Appraisal::points).max().orElse(0);
        return fit.stream()
                .filter(finding -> finding.points() == most)
                .map(Appraisal::cluster)
                .toList();
    }
}
