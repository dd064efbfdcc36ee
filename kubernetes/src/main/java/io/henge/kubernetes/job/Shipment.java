package io.henge.kubernetes.job;

import io.henge.core.attempt.TaskId;

/** A task as it is shipped to a pod. */
public record Shipment(
        TaskId task, String type, String groupId, String dataSource, Payload payload, Peon peon, Wishes wishes) {}
