package io.henge.kubernetes.template;

import io.henge.core.attempt.TaskId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A task as it is shipped to a pod.
 *
 * @param payload base64 of gzip of the task's JSON
 * @param baseDir the directory in the pod below which the task has its own
 * @param loadBroadcastMode which broadcast data sources the peon loads, in Druid's spelling
 * @param environment further variables of the peon's container, which win over the template's
 * @param tls whether the peon listens on the TLS port
 */
public record Shipment(
        TaskId task,
        String type,
        String groupId,
        String dataSource,
        String payload,
        String baseDir,
        String loadBroadcastMode,
        boolean loadBroadcastSegments,
        SortedMap<String, String> environment,
        boolean tls) {
    public Shipment {
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    }
}
