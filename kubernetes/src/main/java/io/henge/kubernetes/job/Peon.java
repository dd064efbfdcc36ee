package io.henge.kubernetes.job;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the peon of one task is started.
 *
 * @param baseDir the directory in the pod below which tasks have their own, by the property {@code baseDir}
 * @param baseTaskDir the same by the property {@code baseTaskDir}; which of the two counts is the adapter's affair
 * @param nodeType the task's own, null for none
 * @param loadBroadcastMode which broadcast data sources the peon loads, in Druid's spelling
 * @param loadBroadcastSegments whether that is any
 * @param tls whether the peon listens on the TLS port
 * @param environment further variables of its container, which win over all others
 */
public record Peon(
        String baseDir,
        String baseTaskDir,
        @Nullable String nodeType,
        String loadBroadcastMode,
        boolean loadBroadcastSegments,
        boolean tls,
        SortedMap<String, String> environment) {
    public Peon {
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    }
}
