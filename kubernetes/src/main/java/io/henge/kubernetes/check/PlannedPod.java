package io.henge.kubernetes.check;

import io.henge.kubernetes.job.Manifests;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One shape of pod that a cluster may get, in a Job that would be made for it.
 *
 * @param origin what it is made from, for people, such as {@code pod template[base]}
 */
public record PlannedPod(String origin, Manifests manifests) {
    /** What they name, each object once, in the order of {@link PodNeed}. */
    static Collection<PodNeed> needsOf(List<PlannedPod> pods) {
        Map<String, PodNeed> needs = new HashMap<>();
        for (PlannedPod pod : pods) {
            PodNeeds.of(pod.manifests(), pod.origin())
                    .forEach(need -> needs.putIfAbsent(need.kind() + "/" + need.name(), need));
        }
        return needs.values().stream().sorted().toList();
    }
}
