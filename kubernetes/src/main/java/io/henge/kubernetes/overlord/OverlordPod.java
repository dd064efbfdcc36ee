package io.henge.kubernetes.overlord;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.henge.kubernetes.job.JobRefusedException;

/** The pod in which this Overlord runs. */
@FunctionalInterface
public interface OverlordPod {
    /**
     * Its specification, which must not be changed. Blocks while it is read for the first time.
     *
     * @throws JobRefusedException if it was never read and cannot be read now
     */
    PodSpec spec() throws JobRefusedException;
}
