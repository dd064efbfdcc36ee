package io.henge.kubernetes.job;

import io.henge.core.attempt.Attempt;

/** Packs tasks for their journey to a pod; implemented on Druid's own types. */
public interface Shipments {
    /**
     * Packs the task of one attempt. May bring a large payload to deep storage, which is why no loop calls it.
     *
     * @throws JobRefusedException if the attempt's task cannot be packed
     */
    Shipment of(Attempt attempt) throws JobRefusedException;
}
