package io.henge.kubernetes.job;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all Jobs of one cluster have in common, whatever their pods are made from.
 *
 * @param labels put on Job and pod; Henge's and Druid's own win
 * @param annotations put on the Job, and by the Overlord adapters on the pod too
 * @param maxTaskDuration after which the cluster ends the pod
 * @param taskCleanupDelay after which the cluster deletes an ended Job that nobody else deleted
 */
public record JobSettings(
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        Duration maxTaskDuration,
        Duration taskCleanupDelay) {
    public JobSettings {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }
}
