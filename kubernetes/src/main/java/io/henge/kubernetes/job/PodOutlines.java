package io.henge.kubernetes.job;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;

/** What pods are made from, as it was read at one moment. Reads nothing; equal where the same pods come of it. */
public interface PodOutlines {
    /**
     * The pod of a task, but for what no resource depends on. Must not be changed.
     *
     * @throws JobRefusedException if there is nothing to make it from
     */
    PodTemplateSpec of(PodChoice choice) throws JobRefusedException;

    /** All kinds of pods that there may be. */
    default List<PodTemplateSpec> all() throws JobRefusedException {
        return List.of(of(PodChoice.NONE));
    }
}
