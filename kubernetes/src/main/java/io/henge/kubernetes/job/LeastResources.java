package io.henge.kubernetes.job;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.henge.core.attempt.Resources;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the peon's container of a later attempt is given at least, whatever its pod was made from: a pure function. */
final class LeastResources {
    private LeastResources() {}

    /**
     * The pod whose peon asks for so much memory, and may have so much, unless it does already. A limit is set too where there
     * was none, since a namespace may have a smaller one for whoever says none.
     */
    static PodTemplateSpec given(PodTemplateSpec pod, Resources least) {
        long memory = least.amount(Resources.MEMORY);
        if (memory == 0) {
            return pod;
        }
        List<Container> containers = new ArrayList<>(pod.getSpec().getContainers());
        var resources = new ContainerBuilder(containers.get(0)).editOrNewResources();
        Map<String, Quantity> more = Map.of(Resources.MEMORY, new Quantity(Resources.words(Resources.MEMORY, memory)));
        if (isLess(resources.getRequests(), memory)) {
            resources.addToRequests(more);
        }
        if (isLess(resources.getLimits(), memory)) {
            resources.addToLimits(more);
        }
        containers.set(0, resources.endResources().build());
        return new PodTemplateSpecBuilder(pod)
                .editSpec()
                .withContainers(containers)
                .endSpec()
                .build();
    }

    private static boolean isLess(@Nullable Map<String, Quantity> amounts, long memory) {
        @Nullable Quantity there = amounts == null ? null : amounts.get(Resources.MEMORY);
        try {
            return there == null || there.getNumericalAmount().compareTo(BigDecimal.valueOf(memory)) < 0;
        } catch (IllegalArgumentException e) {
            // What is no quantity was looked at before, and is told by the cluster.
            return true;
        }
    }
}
