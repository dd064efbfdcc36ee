package io.henge.core.attempt;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tasks, by what is written in them; each part must match, and an empty one matches all.
 *
 * @param types one of these
 * @param tags of each key one of these values
 * @param context likewise, of the task's context
 */
public record TaskMatch(
        SortedSet<String> types,
        SortedSet<String> dataSources,
        SortedSet<String> groupIds,
        SortedMap<String, Set<String>> tags,
        SortedMap<String, Set<String>> context) {
    /** Every task. */
    public static final TaskMatch ALL =
            new TaskMatch(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeMap<>(), new TreeMap<>());

    public TaskMatch {
        types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
        dataSources = Collections.unmodifiableSortedSet(new TreeSet<>(dataSources));
        groupIds = Collections.unmodifiableSortedSet(new TreeSet<>(groupIds));
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        context = Collections.unmodifiableSortedMap(new TreeMap<>(context));
    }

    public boolean matches(TaskTraits traits, Map<String, String> itsTags, Map<String, String> itsContext) {
        return (types.isEmpty() || types.contains(traits.type()))
                && (dataSources.isEmpty() || dataSources.contains(traits.dataSource()))
                && (groupIds.isEmpty() || groupIds.contains(traits.groupId()))
                && allIn(tags, itsTags)
                && allIn(context, itsContext);
    }

    /**
     * Whether both are about the same tasks, by the same words: of a data source and of a team it cannot be told whether any
     * task has both.
     */
    public boolean meets(TaskMatch other) {
        return meet(types, other.types)
                && meet(dataSources, other.dataSources)
                && meet(groupIds, other.groupIds)
                && meet(tags, other.tags)
                && meet(context, other.context)
                && (parts().containsAll(other.parts()) || other.parts().containsAll(parts()));
    }

    /** What it asks about. */
    private Set<String> parts() {
        TreeSet<String> parts = new TreeSet<>();
        Map.of("type", types, "dataSource", dataSources, "groupId", groupIds).forEach((part, values) -> {
            if (!values.isEmpty()) {
                parts.add(part);
            }
        });
        tags.keySet().forEach(key -> parts.add("tags." + key));
        context.keySet().forEach(key -> parts.add("context." + key));
        return parts;
    }

    private static boolean meet(Set<String> one, Set<String> other) {
        return one.isEmpty() || other.isEmpty() || one.stream().anyMatch(other::contains);
    }

    private static boolean meet(Map<String, Set<String>> one, Map<String, Set<String>> other) {
        return one.entrySet().stream()
                .allMatch(entry -> meet(entry.getValue(), other.getOrDefault(entry.getKey(), Set.of())));
    }

    private static boolean allIn(Map<String, Set<String>> asked, Map<String, String> given) {
        return asked.entrySet().stream()
                .allMatch(
                        one -> given.containsKey(one.getKey()) && one.getValue().contains(given.get(one.getKey())));
    }
}
