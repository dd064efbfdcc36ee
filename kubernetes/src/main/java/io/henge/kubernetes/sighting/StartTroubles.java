package io.henge.kubernetes.sighting;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.JobSighting.Remedy;
import io.henge.core.cluster.JobSighting.StartTrouble;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a pod does not start, as far as its Job and its own status tell, as a pure function. */
final class StartTroubles {
    /** The reasons for which a container waits that time alone does not mend. */
    private static final Map<String, Remedy> REMEDY_BY_REASON = Map.of(
            "ErrImagePull", Remedy.LUCK,
            "ImagePullBackOff", Remedy.LUCK,
            "InvalidImageName", Remedy.NONE,
            "ErrImageNeverPull", Remedy.NONE,
            "CreateContainerConfigError", Remedy.LUCK,
            "CreateContainerError", Remedy.LUCK);

    /** The other reasons for which no node has it yet are not for want of one: such as a gate that somebody has set. */
    private static final String UNSCHEDULABLE = "Unschedulable";

    private StartTroubles() {}

    /**
     * Of a Job that has no running pod.
     *
     * @param job null if it is not there, but its pod is
     * @param pod null before there is one
     */
    static StartTrouble of(ClusterNamespace place, JobName name, @Nullable Job job, @Nullable Pod pod) {
        if (job != null && Sightings.isSuspended(job)) {
            return Suspension.of(place, name, job);
        }
        if (pod == null) {
            String since = job == null ? null : job.getMetadata().getCreationTimestamp();
            return silence(place.job(name.value()) + " has no pod yet", "was made", since);
        }
        @Nullable StartTrouble told = pod.getStatus() == null ? null : of(place, pod);
        @Nullable String node = pod.getSpec() == null ? null : pod.getSpec().getNodeName();
        return told != null
                ? told
                : silence(
                        place.pod(pod.getMetadata().getName()) + " is pending, "
                                + (node == null ? "on no node yet" : "on node[" + node + "]"),
                        "was made",
                        pod.getMetadata().getCreationTimestamp());
    }

    private static StartTrouble silence(String what, String begun, @Nullable String since) {
        return new StartTrouble(
                what + (since == null ? "" : "; it " + begun + " at " + since)
                        + ", and its cluster says nothing of why",
                Remedy.UNKNOWN);
    }

    private static @Nullable StartTrouble of(ClusterNamespace place, Pod pod) {
        return Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream())
                .filter(status -> status.getState() != null && status.getState().getWaiting() != null)
                .filter(status -> isTrouble(status.getState().getWaiting().getReason()))
                .map(status -> trouble(place, pod, status))
                .findFirst()
                .or(() -> unscheduled(place, pod))
                .orElse(null);
    }

    /** The scheduler's own words, such as that no node has room. */
    private static Optional<StartTrouble> unscheduled(ClusterNamespace place, Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> "PodScheduled".equals(condition.getType()))
                .filter(condition -> "False".equals(condition.getStatus()))
                .findFirst()
                .map(condition -> new StartTrouble(
                        place.pod(pod.getMetadata().getName()) + " waits for a node"
                                + Endings.because(condition.getReason(), condition.getMessage()),
                        UNSCHEDULABLE.equals(condition.getReason()) ? Remedy.ROOM : Remedy.TIME));
    }

    /** A container that was made and not started yet waits without a reason. */
    private static boolean isTrouble(@Nullable String reason) {
        return reason != null && REMEDY_BY_REASON.containsKey(reason);
    }

    private static StartTrouble trouble(ClusterNamespace place, Pod pod, ContainerStatus status) {
        ContainerStateWaiting waiting = status.getState().getWaiting();
        String message = place.pod(pod.getMetadata().getName()) + " cannot start: container[" + status.getName()
                + "] with image[" + imageOf(pod, status) + "] waits with " + waiting.getReason()
                + (waiting.getMessage() == null ? "" : ": " + waiting.getMessage());
        return new StartTrouble(message, REMEDY_BY_REASON.getOrDefault(waiting.getReason(), Remedy.LUCK));
    }

    /** As the template names it; the status may hold another form, or none before the image is there. */
    private static String imageOf(Pod pod, ContainerStatus status) {
        return Stream.concat(pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
                .filter(container -> container.getName().equals(status.getName()))
                .map(container -> String.valueOf(container.getImage()))
                .findFirst()
                .orElse(status.getImage());
    }
}
