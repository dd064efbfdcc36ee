package io.henge.kubernetes.job;

import io.henge.core.attempt.JobName;

/** One of the ways to make a peon's pod. Safe for use by several threads. */
public interface PodAdapter {
    /**
     * The pod of one task.
     *
     * @throws JobRefusedException if there is nothing to make it from
     */
    PodDraft draft(Shipment shipment, JobName job) throws JobRefusedException;

    /** Reads what pods are made from. May block; of what cannot be read there are no outlines. */
    PodOutlines outlines();

    /**
     * Looks at what pods are made from, without a task.
     *
     * @throws JobRefusedException if no task could have a pod
     */
    void check() throws JobRefusedException;
}
