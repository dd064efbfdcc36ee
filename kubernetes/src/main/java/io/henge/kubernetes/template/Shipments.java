package io.henge.kubernetes.template;

import io.henge.core.attempt.Attempt;
import io.henge.kubernetes.job.JobRefusedException;

/** Packs tasks for their journey to a pod; implemented on Druid's own types. */
public interface Shipments {
    /**
     * Packs the task of one attempt.
     *
     * @throws JobRefusedException if the attempt's task cannot be packed, now or by trying again
     */
    Shipment of(Attempt attempt) throws JobRefusedException;
}
