package io.henge.kubernetes.job;

import io.henge.core.attempt.Attempt;
import java.util.List;
import java.util.Map;

/** Builds what runs an attempt. May read files, deep storage and the Overlord's own pod, but not the attempt's cluster. */
public interface JobFactory {
    /**
     * Builds the Job of one attempt, and what comes with it.
     *
     * @throws JobRefusedException if no Job can be made of the attempt
     */
    Manifests manifestsFor(Attempt attempt) throws JobRefusedException;

    /**
     * The labels of nodes that pods ask for, one set for each kind of pod that there may be.
     *
     * @throws JobRefusedException if there is none
     */
    List<Map<String, String>> nodeSelectors() throws JobRefusedException;

    /**
     * Looks at what all Jobs are made from.
     *
     * @throws JobRefusedException if no Job could be made of any attempt
     */
    void check() throws JobRefusedException;
}
