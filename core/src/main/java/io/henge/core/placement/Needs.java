package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the pod of a task asks for.
 *
 * @param usual on every cluster but those
 * @param elsewhere where another template, or other settings, make it ask for something else
 */
public record Needs(Resources usual, SortedMap<ClusterName, Resources> elsewhere) {
    /** Nothing, or not known. */
    public static final Needs NONE = new Needs(Resources.NONE, new TreeMap<>());

    public Needs {
        elsewhere = Collections.unmodifiableSortedMap(new TreeMap<>(elsewhere));
    }

    public Resources on(ClusterName cluster) {
        return elsewhere.getOrDefault(cluster, usual);
    }
}
