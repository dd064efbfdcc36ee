package io.henge.kubernetes.sighting;

import io.fabric8.kubernetes.api.model.Pod;
import io.henge.core.cluster.JobSighting.Remedy;
import io.henge.core.cluster.JobSighting.StartTrouble;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a pod that runs is unwell, as far as its own status tells, as a pure function. A pod whose node is lost is made not
 * ready by its cluster, and to be deleted later, which nobody there carries out.
 */
final class PodTroubles {
    private PodTroubles() {}

    static Optional<StartTrouble> of(ClusterNamespace place, Pod pod) {
        @Nullable String since = pod.getMetadata().getDeletionTimestamp();
        String where = place.pod(pod.getMetadata().getName()) + onNode(pod);
        if (since != null) {
            return Optional.of(new StartTrouble(where + " is to be deleted, and still there", Remedy.TIME));
        }
        return pod.getStatus().getConditions().stream()
                .filter(condition -> "Ready".equals(condition.getType()) && !"True".equals(condition.getStatus()))
                .findFirst()
                .map(condition -> new StartTrouble(where + " is not ready" + Endings.because(condition), Remedy.TIME));
    }

    private static String onNode(Pod pod) {
        @Nullable String node = pod.getSpec() == null ? null : pod.getSpec().getNodeName();
        return node == null ? "" : " on node[" + node + "]";
    }
}
