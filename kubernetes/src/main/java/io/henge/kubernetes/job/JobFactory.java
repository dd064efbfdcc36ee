package io.henge.kubernetes.job;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.henge.core.attempt.Attempt;

/** Builds the Job that runs an attempt. May read files, but calls no cluster. */
public interface JobFactory {
    /**
     * Builds the Job of one attempt.
     *
     * @throws JobRefusedException if no Job can be made of the attempt, now or by trying again
     */
    Job jobFor(Attempt attempt) throws JobRefusedException;
}
