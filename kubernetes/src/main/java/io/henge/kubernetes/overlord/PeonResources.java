package io.henge.kubernetes.overlord;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a peon's container asks for: CPU and memory are its own, everything else is as the Overlord's. */
final class PeonResources {
    private static final int CPU_DEFAULT_MILLIS = 1000;

    private PeonResources() {}

    static ResourceRequirements of(@Nullable ResourceRequirements overlord, int cpuMillis, long memoryBytes) {
        Map<String, Quantity> own = Map.of(
                "cpu", new Quantity(Integer.toString(cpuMillis > 0 ? cpuMillis : CPU_DEFAULT_MILLIS), "m"),
                "memory", new Quantity(Long.toString(memoryBytes)));
        return new ResourceRequirementsBuilder(overlord == null ? new ResourceRequirements() : overlord)
                .addToRequests(own)
                .addToLimits(own)
                .build();
    }
}
