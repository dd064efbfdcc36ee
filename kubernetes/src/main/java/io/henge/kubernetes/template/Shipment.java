package io.henge.kubernetes.template;

import io.henge.core.attempt.TaskId;

/**
 * A task as it is shipped to a pod.
 *
 * @param payload base64 of gzip of the task's JSON
 * @param baseDir the directory in the pod below which the task has its own
 * @param loadBroadcastMode which broadcast data sources the peon loads, in Druid's spelling
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
        boolean tls) {}
