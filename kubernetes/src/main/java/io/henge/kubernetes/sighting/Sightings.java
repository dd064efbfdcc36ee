package io.henge.kubernetes.sighting;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.Token;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.JobSighting.Bearer;
import io.henge.core.cluster.JobSighting.Phase;
import io.henge.core.cluster.JobSighting.Progress;
import io.henge.core.cluster.JobSighting.SeenPod;
import io.henge.kubernetes.job.Marks;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a Job and its pods, as the API server shows them, mean to the core: a pure function. */
public final class Sightings {
    private static final int PORT_CLOSED = -1;

    private static final Comparator<HasMetadata> BY_AGE = Comparator.<HasMetadata, String>comparing(
                    object -> Optional.ofNullable(object.getMetadata().getCreationTimestamp())
                            .orElse(""))
            .thenComparing(object -> object.getMetadata().getName());

    private Sightings() {}

    /**
     * What is seen of a Job.
     *
     * @param owner our owner label's value
     * @param job null if it is not there
     * @param pods all pods that carry the Job's name as label
     */
    public static Optional<JobSighting> of(
            ClusterNamespace place, String owner, JobName name, @Nullable Job job, List<Pod> pods) {
        @Nullable Pod pod = podOf(job, pods);
        @Nullable String uid = job != null ? job.getMetadata().getUid() : pod == null ? null : jobUidOf(pod);
        if (uid == null) {
            return Optional.empty();
        }
        Phase phase = phase(job, pod);
        Progress progress = switch (phase) {
            case PENDING -> Progress.pending(StartTroubles.of(place, name, job, pod));
            case RUNNING ->
                PodTroubles.of(place, Objects.requireNonNull(pod))
                        .map(Progress::unwell)
                        .orElse(Progress.RUNNING);
            case ENDED -> Progress.ended(Endings.of(place, name, job, pod));
        };
        return Optional.of(new JobSighting(
                name,
                uid,
                job != null,
                progress,
                pod == null ? null : seen(pod, phase),
                bearer(owner, job != null ? job : Objects.requireNonNull(pod))));
    }

    private static SeenPod seen(Pod pod, Phase phase) {
        return new SeenPod(
                pod.getMetadata().getName(),
                phase == Phase.RUNNING ? location(pod) : null,
                startedAt(pod),
                pod.getSpec() == null ? null : pod.getSpec().getNodeName(),
                isReady(pod));
    }

    private static boolean isReady(Pod pod) {
        return peonStatus(pod).map(ContainerStatus::getReady).orElse(false);
    }

    private static Optional<ContainerStatus> peonStatus(Pod pod) {
        if (pod.getStatus() == null) {
            return Optional.empty();
        }
        Optional<String> peon = peonContainer(pod);
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> peon.isPresent() && peon.get().equals(status.getName()))
                .findFirst();
    }

    /** Whose a Job says that it is, or a pod whose Job is gone. A token that somebody has made into none counts as none. */
    public static Bearer bearer(String owner, HasMetadata jobOrPod) {
        ObjectMeta metadata = jobOrPod.getMetadata();
        @Nullable String itsOwner = valueOf(metadata.getLabels(), Marks.LABEL_OWNER);
        if (owner.equals(itsOwner)) {
            @Nullable String token = valueOf(metadata.getAnnotations(), Marks.ANNOTATION_TOKEN);
            return Bearer.of(Optional.ofNullable(token).flatMap(Token::of).orElse(null));
        }
        return Bearer.foreign(itsOwner == null ? valueOf(metadata.getAnnotations(), Marks.ANNOTATION_TASK_ID) : null);
    }

    private static @Nullable String valueOf(@Nullable Map<String, String> map, String key) {
        return map == null ? null : map.get(key);
    }

    /** The container that runs the peon: the one that the Job names, else {@code main}, else the first. */
    public static Optional<String> peonContainer(Pod pod) {
        List<String> names = pod.getSpec() == null
                ? List.of()
                : pod.getSpec().getContainers().stream().map(Container::getName).toList();
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        String wanted = annotations == null
                ? Marks.CONTAINER_MAIN
                : annotations.getOrDefault(Marks.ANNOTATION_CONTAINER, Marks.CONTAINER_MAIN);
        return names.stream()
                .filter(wanted::equals)
                .findFirst()
                .or(() -> names.stream().findFirst());
    }

    /** The Job's newest pod; pods that an earlier Job of the same name left behind do not count. */
    public static @Nullable Pod podOf(@Nullable Job job, List<Pod> pods) {
        Stream<Pod> own = job == null
                ? pods.stream()
                : pods.stream().filter(pod -> job.getMetadata().getUid().equals(jobUidOf(pod)));
        return own.max(BY_AGE).orElse(null);
    }

    private static @Nullable String jobUidOf(Pod pod) {
        return pod.getMetadata().getOwnerReferences().stream()
                .filter(owner -> "Job".equals(owner.getKind()))
                .map(OwnerReference::getUid)
                .findFirst()
                .orElse(null);
    }

    /** The condition that says that the Job will run no pod any more, with its reason; the final one if there are two. */
    static Optional<JobCondition> finished(Job job) {
        return condition(job, "Complete", "Failed");
    }

    /** The condition that says that the Job is about to finish, but may still have to wait for its pods. */
    static Optional<JobCondition> finishing(Job job) {
        return condition(job, "FailureTarget", "SuccessCriteriaMet");
    }

    private static Optional<JobCondition> condition(Job job, String one, String other) {
        if (job.getStatus() == null) {
            return Optional.empty();
        }
        return job.getStatus().getConditions().stream()
                .filter(condition -> "True".equals(condition.getStatus()))
                .filter(condition -> one.equals(condition.getType()) || other.equals(condition.getType()))
                .findFirst();
    }

    private static Phase phase(@Nullable Job job, @Nullable Pod pod) {
        if (job != null && finished(job).isPresent()) {
            return Phase.ENDED;
        }
        if (pod == null) {
            return job != null && finishing(job).isPresent() ? Phase.ENDED : Phase.PENDING;
        }
        if (hasEnded(pod)) {
            // What ends because its Job is suspended is not the end of the Job.
            return job != null && isSuspended(job) && pod.getMetadata().getDeletionTimestamp() != null
                    ? Phase.PENDING
                    : Phase.ENDED;
        }
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return phase == null || phase.equals("Pending") ? Phase.PENDING : Phase.RUNNING;
    }

    static boolean isSuspended(Job job) {
        return job.getSpec() != null && Boolean.TRUE.equals(job.getSpec().getSuspend());
    }

    private static boolean hasEnded(Pod pod) {
        if (pod.getStatus() == null) {
            return false;
        }
        String phase = pod.getStatus().getPhase();
        if ("Succeeded".equals(phase) || "Failed".equals(phase)) {
            return true;
        }
        // The kubelet reports the containers' ends before the pod's phase follows.
        List<ContainerStatus> statuses = pod.getStatus().getContainerStatuses();
        return !statuses.isEmpty()
                && statuses.size() >= pod.getSpec().getContainers().size()
                && statuses.stream()
                        .allMatch(status ->
                                status.getState() != null && status.getState().getTerminated() != null)
                && !"Always".equals(pod.getSpec().getRestartPolicy());
    }

    private static @Nullable Location location(Pod pod) {
        String ip = pod.getStatus().getPodIP();
        if (ip == null || ip.isEmpty()) {
            return null;
        }
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        boolean tls = annotations != null && "true".equals(annotations.get(Marks.ANNOTATION_TLS));
        return new Location(
                ip,
                Marks.PORT_PLAINTEXT,
                tls ? Marks.PORT_TLS : PORT_CLOSED,
                pod.getMetadata().getName());
    }

    private static @Nullable Instant startedAt(Pod pod) {
        return peonStatus(pod)
                .map(ContainerStatus::getState)
                .flatMap(Sightings::startOf)
                .orElse(null);
    }

    private static Optional<Instant> startOf(@Nullable ContainerState state) {
        if (state == null) {
            return Optional.empty();
        }
        @Nullable String text = null;
        if (state.getRunning() != null) {
            text = state.getRunning().getStartedAt();
        } else if (state.getTerminated() != null) {
            text = state.getTerminated().getStartedAt();
        }
        try {
            return text == null ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
