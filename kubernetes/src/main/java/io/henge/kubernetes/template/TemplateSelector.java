package io.henge.kubernetes.template;

import io.henge.kubernetes.job.Shipment;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One rule of the selector-based strategy: all conditions must hold, and an empty one always does.
 *
 * @param key of the template for the tasks that match
 * @param tags the values that each of these tags of the task's context may have
 */
public record TemplateSelector(
        String key, SortedMap<String, Set<String>> tags, Set<String> types, Set<String> dataSources) {
    public TemplateSelector {
        TreeMap<String, Set<String>> copy = new TreeMap<>();
        tags.forEach((tag, values) -> copy.put(tag, Collections.unmodifiableSet(new TreeSet<>(values))));
        tags = Collections.unmodifiableSortedMap(copy);
        types = Collections.unmodifiableSet(new TreeSet<>(types));
        dataSources = Collections.unmodifiableSet(new TreeSet<>(dataSources));
    }

    boolean matches(Shipment shipment) {
        return (types.isEmpty() || types.contains(shipment.type()))
                && (dataSources.isEmpty() || dataSources.contains(shipment.dataSource()))
                && tags.entrySet().stream()
                        .allMatch(entry -> isOneOf(
                                entry.getValue(), shipment.wishes().tags().get(entry.getKey())));
    }

    private static boolean isOneOf(Set<String> values, @Nullable String value) {
        return value != null && values.contains(value);
    }
}
