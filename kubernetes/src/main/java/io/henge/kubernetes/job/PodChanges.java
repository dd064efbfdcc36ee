package io.henge.kubernetes.job;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the pods of one cluster have different, whatever made them. The patch comes last.
 *
 * @param image of the peon's container, null for the adapter's
 * @param serviceAccount null for the adapter's
 * @param nodeSelector added to the adapter's
 * @param memory requested by and limit of the peon's container, in Kubernetes' spelling; null for the adapter's
 */
public record PodChanges(
        @Nullable String image,
        @Nullable String serviceAccount,
        SortedMap<String, String> nodeSelector,
        @Nullable String memory,
        PodPatch patch) {
    /** Changes nothing. */
    public static final PodChanges NONE = new PodChanges(null, null, new TreeMap<>(), null, PodPatch.NONE);

    public PodChanges {
        nodeSelector = Collections.unmodifiableSortedMap(new TreeMap<>(nodeSelector));
    }

    /**
     * The pod with these changes.
     *
     * @throws JobRefusedException if the patched pod is none, or has no container left
     */
    public PodTemplateSpec applyTo(PodTemplateSpec pod) throws JobRefusedException {
        List<Container> containers = new ArrayList<>(pod.getSpec().getContainers());
        containers.set(0, peon(containers.get(0)));
        PodSpecBuilder spec = new PodSpecBuilder(pod.getSpec()).withContainers(containers);
        if (serviceAccount != null) {
            // The older name of the same field would win over the newer one.
            spec.withServiceAccountName(serviceAccount).withServiceAccount(null);
        }
        if (!nodeSelector.isEmpty()) {
            spec.addToNodeSelector(nodeSelector);
        }
        return patch.applyTo(
                new PodTemplateSpecBuilder(pod).withSpec(spec.build()).build());
    }

    private Container peon(Container container) {
        ContainerBuilder changed = new ContainerBuilder(container);
        if (image != null) {
            changed.withImage(image);
        }
        if (memory != null) {
            changed.editOrNewResources()
                    .addToRequests("memory", new Quantity(memory))
                    .addToLimits("memory", new Quantity(memory))
                    .endResources();
        }
        return changed.build();
    }
}
