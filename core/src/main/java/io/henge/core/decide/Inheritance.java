package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.ledger.ClusterRecord;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a term takes over from those before it.
 *
 * @param rows of all attempts, of each task the oldest first
 * @param clusters what is recorded of them
 * @param unsearched the registered clusters that were never searched for Jobs of Druid's own runner; none once all others
 *     were
 * @param pause the word that no attempt is placed anywhere, null where there is none
 */
public record Inheritance(
        List<Attempt> rows,
        List<ClusterRecord> clusters,
        Set<ClusterName> unsearched,
        ClusterRecord.@Nullable Declaration pause) {
    public Inheritance {
        rows = rows.stream().sorted(Comparator.comparing(Attempt::id)).toList();
        clusters = List.copyOf(clusters);
        unsearched = Collections.unmodifiableSet(new TreeSet<>(unsearched));
    }

    public static Inheritance of(
            Set<ClusterName> registered,
            List<Attempt> rows,
            List<ClusterRecord> clusters,
            ClusterRecord.@Nullable Declaration pause) {
        return new Inheritance(rows, clusters, unsearched(registered, clusters), pause);
    }

    /** The registered clusters that were never searched, by what is recorded of them. */
    public static Set<ClusterName> unsearched(Set<ClusterName> registered, List<ClusterRecord> clusters) {
        TreeSet<ClusterName> unsearched = new TreeSet<>();
        if (clusters.stream().noneMatch(record -> record.adoption() == ClusterRecord.Adoption.SETTLED)) {
            unsearched.addAll(registered);
            clusters.stream()
                    .filter(record -> record.adoption() == ClusterRecord.Adoption.DONE)
                    .forEach(record -> unsearched.remove(record.name()));
        }
        return unsearched;
    }

    /**
     * The tasks that Druid's own runner may have launched: all without a row.
     *
     * @param active those that have not ended by Druid's own record
     */
    public Map<TaskId, TaskTraits> suspects(Map<TaskId, TaskTraits> active) {
        TreeMap<TaskId, TaskTraits> suspects = new TreeMap<>(active);
        rows.forEach(row -> suspects.remove(row.task()));
        return suspects;
    }
}
