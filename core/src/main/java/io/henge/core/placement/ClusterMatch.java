package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Clusters, by name and label.
 *
 * @param names one of these; empty for any
 * @param labels of each key one of these values
 */
public record ClusterMatch(SortedSet<String> names, SortedMap<String, Set<String>> labels) {
    public ClusterMatch {
        names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
        TreeMap<String, Set<String>> sorted = new TreeMap<>();
        labels.forEach((key, values) -> sorted.put(key, Collections.unmodifiableSortedSet(new TreeSet<>(values))));
        labels = Collections.unmodifiableSortedMap(sorted);
    }

    public boolean matches(ClusterName name, ClusterProfile profile) {
        return (names.isEmpty() || names.contains(name.value()))
                && labels.entrySet().stream()
                        .allMatch(label -> profile.labels().containsKey(label.getKey())
                                && label.getValue().contains(profile.labels().get(label.getKey())));
    }

    /** For people, such as {@code name=east|west, zone=a}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (!names.isEmpty()) {
            parts.add("name=" + String.join("|", names));
        }
        labels.forEach((key, values) -> parts.add(key + "=" + String.join("|", values)));
        return String.join(", ", parts);
    }
}
