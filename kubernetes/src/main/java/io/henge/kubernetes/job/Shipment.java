package io.henge.kubernetes.job;

import io.henge.core.attempt.TaskId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A task as it is shipped to a pod.
 *
 * @param environment further variables of the peon's container, which win over all others
 */
public record Shipment(
        TaskId task,
        String type,
        String groupId,
        String dataSource,
        Payload payload,
        Peon peon,
        Wishes wishes,
        SortedMap<String, String> environment) {
    public Shipment {
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    }
}
