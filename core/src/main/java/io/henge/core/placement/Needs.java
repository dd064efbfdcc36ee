package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the pod of a task asks for, as is known before the task has a cluster. Thousands of tasks have the same, and should
 * share one object.
 *
 * @param usual on every cluster that is not an exception
 * @param exceptions on clusters where the pod is made otherwise; {@link Resources#NONE} where nothing is known of it
 */
public record Needs(Resources usual, SortedMap<ClusterName, Resources> exceptions) {
    private static final SortedMap<ClusterName, Resources> NO_EXCEPTIONS = Collections.emptySortedMap();

    /** Nothing, or nothing known, on any cluster. */
    public static final Needs NONE = everywhere(Resources.NONE);

    public Needs {
        exceptions =
                exceptions.isEmpty() ? NO_EXCEPTIONS : Collections.unmodifiableSortedMap(new TreeMap<>(exceptions));
    }

    /** The same on every cluster. */
    public static Needs everywhere(Resources resources) {
        return new Needs(resources, NO_EXCEPTIONS);
    }

    /** The same where nowhere less than that is asked for. */
    Needs atLeast(Resources least) {
        if (least.isNone()) {
            return this;
        }
        TreeMap<ClusterName, Resources> more = new TreeMap<>(exceptions);
        more.replaceAll((cluster, needs) -> needs.max(least));
        return new Needs(usual.max(least), more);
    }

    /** What the pod asks for there. */
    public Resources on(ClusterName cluster) {
        return exceptions.isEmpty() ? usual : exceptions.getOrDefault(cluster, usual);
    }
}
