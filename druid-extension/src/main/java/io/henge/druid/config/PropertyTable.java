package io.henge.druid.config;

import io.henge.druid.config.Property.Scope;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every property of the runner. Readers can ask for no other, a cluster's unknown key is refused by it, and
 * docs/reference/properties.md is made from it.
 */
final class PropertyTable {
    /** In the order of the reference. */
    static final List<Property> ALL = Stream.of(
                    RunnerRows.ROWS, FailoverRows.ROWS, PodRows.ROWS, ClusterRows.ROWS, DruidRows.ROWS)
            .flatMap(List::stream)
            .toList();

    private PropertyTable() {}

    /** The property of that key, which may be an element of it, if there is one. */
    static Optional<Property> find(String key, Scope scope) {
        return ALL.stream()
                .filter(property -> property.scope().includes(scope) && property.covers(key))
                .findFirst();
    }

    /**
     * The property that a reader asks for.
     *
     * @throws IllegalStateException if there is none
     */
    static Property of(String key, Scope scope) {
        return find(key, scope)
                .orElseThrow(() -> new IllegalStateException(
                        "Property[" + key + "] of scope[" + scope + "] is asked for, and the table does not have it"));
    }

    /** Those of which something is true, in their order. */
    static List<Property> where(Predicate<Property> condition) {
        return ALL.stream().filter(condition).toList();
    }

    /** The keys of those of which something is true, for a message. */
    static String keysWhere(Predicate<Property> condition) {
        return ALL.stream()
                .filter(condition)
                .map(Property::key)
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(TreeSet::new), keys -> String.join(", ", keys)));
    }
}
