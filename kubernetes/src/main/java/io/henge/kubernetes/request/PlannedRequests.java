package io.henge.kubernetes.request;

import io.henge.core.attempt.Resources;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.job.PodChanges;
import io.henge.kubernetes.job.PodChoice;
import io.henge.kubernetes.job.PodOutlines;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the pods of one cluster would ask for, by what they were made from at one moment. Reads nothing.
 *
 * @param outlines what pods are made from
 * @param changes what pods of the cluster have different
 */
public record PlannedRequests(PodOutlines outlines, PodChanges changes) {
    private static final Resources ONE_POD = new Resources(new TreeMap<>(Map.of(Resources.PODS, 1L)));

    /** Of a task whose pod is chosen so; with the pod itself. {@link Resources#NONE} where there is nothing to make it from. */
    public Resources of(PodChoice choice) {
        try {
            return PodRequests.of(changes.applyTo(outlines.of(choice)).getSpec())
                    .plus(ONE_POD);
        } catch (JobRefusedException e) {
            // Whoever makes the Job says so.
            return Resources.NONE;
        }
    }
}
