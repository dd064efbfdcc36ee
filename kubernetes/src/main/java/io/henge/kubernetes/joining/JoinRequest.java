package io.henge.kubernetes.joining;

import io.henge.core.attempt.ClusterName;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for of a cluster that is to be added. What is not said stays as it is registered, and is the default where nothing
 * is.
 *
 * @param name under which the Overlord is to know the cluster
 * @param namespace where Jobs are made
 * @param account the service account that the Overlord is there
 * @param settings what else its registration says, as properties of a cluster have it: {@code weight}, {@code clusterLabels.zone}
 */
public record JoinRequest(
        ClusterName name,
        @Nullable String namespace,
        @Nullable String account,
        SortedMap<String, String> settings) {
    public JoinRequest {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }
}
