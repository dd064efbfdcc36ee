package io.henge.druid.config;

import io.henge.core.decide.Policies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator has set for the runner.
 *
 * @param overlordPodNamespace where the Overlord's own pod is; null where no cluster's pods are made from it
 * @param disableClientProxy whether proxies of the environment count for nothing on the way to the Overlord's own cluster
 * @param registration what is allowed to clusters that are registered at run time
 * @param notes what is deprecated or does nothing, a sentence each, to be logged once
 */
public record RunnerConfig(
        List<ClusterEntry> clusters,
        @Nullable String overlordPodNamespace,
        Naming naming,
        boolean disableClientProxy,
        Policies policies,
        RegistrationConfig registration,
        List<String> notes) {
    /**
     * How people see pods called.
     *
     * @param prefix replaces the task id in Job names, empty for none
     * @param clusterInLocation whether the pod's name in a task's location begins with its cluster
     */
    public record Naming(String prefix, boolean clusterInLocation) {}

    public RunnerConfig {
        clusters = List.copyOf(clusters);
        notes = List.copyOf(notes);
    }

    /** How many attempts the clusters may take together that take new ones. */
    public long slots() {
        return clusters.stream()
                .filter(cluster -> !cluster.disabled())
                .mapToLong(cluster -> cluster.profile().limits().capacity())
                .sum();
    }
}
