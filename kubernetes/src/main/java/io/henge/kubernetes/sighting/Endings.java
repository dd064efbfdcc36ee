package io.henge.kubernetes.sighting;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Resources;
import io.henge.core.cluster.MemoryWords;
import io.henge.core.lease.LeaseWords;
import io.henge.kubernetes.request.Quantities;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a Job's pod ended, in words that a Druid user understands: pure functions, the most telling cause first. */
final class Endings {
    private static final int EXIT_KILLED = 128 + 9;
    private static final int EXIT_TERMINATED = 128 + 15;
    private static final String DEADLINE = "DeadlineExceeded";

    private static final String RAISE_DEADLINE = "Raise druid.indexer.runner.maxTaskDuration if its tasks need longer.";

    private Endings() {}

    /** The sentence for a Job that has ended; {@code job} or {@code pod} is there. */
    static String of(ClusterNamespace place, JobName name, @Nullable Job job, @Nullable Pod pod) {
        Optional<JobCondition> finished =
                job == null ? Optional.empty() : Sightings.finished(job).or(() -> Sightings.finishing(job));
        if (finished.filter(condition -> DEADLINE.equals(condition.getReason())).isPresent()) {
            return place.job(name.value()) + " ran longer than it may" + limitOf(job) + " and was ended (" + DEADLINE
                    + "). " + RAISE_DEADLINE;
        }
        if (pod != null) {
            Optional<String> podEnding = ofPod(place, pod);
            if (podEnding.isPresent()) {
                return fateOfJob(place.job(name.value()), job) + podEnding.get();
            }
        }
        return ofJob(place.job(name.value()), finished.orElse(null), pod);
    }

    /** A Job that went before its pod ended is the cause, however the pod then ended. */
    private static String fateOfJob(String name, @Nullable Job job) {
        if (job == null) {
            return name + " is gone: ";
        }
        return job.getMetadata().getDeletionTimestamp() == null ? "" : name + " is being deleted: ";
    }

    private static String ofJob(String job, @Nullable JobCondition condition, @Nullable Pod pod) {
        String without = pod == null ? "; its pod is gone" : "";
        if (condition == null) {
            return job + " ended for a reason that its cluster does not tell" + without;
        }
        boolean succeeded =
                condition.getType().equals("Complete") || condition.getType().equals("SuccessCriteriaMet");
        return job
                + (succeeded
                        ? " completed (exit code 0)"
                        : " failed" + because(condition.getReason(), condition.getMessage()))
                + without;
    }

    private static Optional<String> ofPod(ClusterNamespace place, Pod pod) {
        if (pod.getStatus() == null) {
            return Optional.empty();
        }
        String subject = place.pod(pod.getMetadata().getName());
        return byReason(subject, pod)
                .or(() -> byDisruption(subject, pod))
                .or(() -> byInitContainer(subject, pod))
                .or(() -> byContainer(subject, pod))
                .or(() -> byPhase(subject, pod));
    }

    private static Optional<String> byReason(String subject, Pod pod) {
        @Nullable String reason = pod.getStatus().getReason();
        if (DEADLINE.equals(reason)) {
            return Optional.of(subject + " ran longer than it may and was ended (" + DEADLINE + "). " + RAISE_DEADLINE);
        }
        if ("Evicted".equals(reason)) {
            return Optional.of(subject + " was evicted from node["
                    + pod.getSpec().getNodeName() + "]" + told(pod.getStatus().getMessage()));
        }
        return Optional.empty();
    }

    /** Preempted, drained, tainted or collected: set by whoever ended the pod from outside (Kubernetes 1.26). */
    private static Optional<String> byDisruption(String subject, Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> "DisruptionTarget".equals(condition.getType()))
                .filter(condition -> "True".equals(condition.getStatus()))
                .findFirst()
                .map(condition -> subject + " was ended by its cluster" + because(condition));
    }

    private static Optional<String> byInitContainer(String subject, Pod pod) {
        return pod.getStatus().getInitContainerStatuses().stream()
                .filter(status ->
                        terminated(status).filter(end -> exitCode(end) != 0).isPresent())
                .findFirst()
                .map(status -> "The task was not started: init " + ofContainer(subject, pod, status));
    }

    private static Optional<String> byContainer(String subject, Pod pod) {
        String peon = Sightings.peonContainer(pod).orElse("");
        List<ContainerStatus> ended = pod.getStatus().getContainerStatuses().stream()
                .filter(status -> terminated(status).isPresent())
                .sorted(Comparator.comparing((ContainerStatus status) -> !peon.equals(status.getName())))
                .toList();
        return ended.stream()
                .filter(status -> exitCode(status.getState().getTerminated()) != 0)
                .findFirst()
                .or(() -> ended.stream().findFirst())
                .map(status -> ofContainer(subject, pod, status));
    }

    private static Optional<String> byPhase(String subject, Pod pod) {
        return "Failed".equals(pod.getStatus().getPhase())
                ? Optional.of(subject + " failed"
                        + because(pod.getStatus().getReason(), pod.getStatus().getMessage()))
                : Optional.empty();
    }

    private static String ofContainer(String subject, Pod pod, ContainerStatus status) {
        ContainerStateTerminated end = status.getState().getTerminated();
        String container = "container[" + status.getName() + "] of " + subject;
        if ("OOMKilled".equals(end.getReason())) {
            String limit = memoryLimit(pod, status.getName());
            boolean peons = Sightings.peonContainer(pod)
                    .filter(status.getName()::equals)
                    .isPresent();
            return container
                    + (peons ? MemoryWords.ofPeon(limit, exitCode(end)) : MemoryWords.ofOther(limit, exitCode(end)));
        }
        String ending = switch (exitCode(end)) {
            case 0 ->
                " ended with exit code 0, but that alone does not mean success: "
                        + "a task's status is what it leaves in deep storage";
            case EXIT_KILLED ->
                " was killed (SIGKILL, exit code 137), as happens when a node runs out of memory "
                        + "or a pod outlives its grace period";
            case EXIT_TERMINATED ->
                " was told to stop (SIGTERM, exit code 143), as happens when its Job is deleted "
                        + "or its node is drained";
            case LeaseWords.EXIT_CODE -> " " + LeaseWords.STOPPED_ITSELF;
            default -> " ended with exit code " + exitCode(end) + startError(end) + "; its log may say why";
        };
        return container + ending;
    }

    /** For a container that never ran, its exit code is the runtime's and only the message tells more. */
    private static String startError(ContainerStateTerminated end) {
        @Nullable String reason = end.getReason();
        boolean plain = reason == null || reason.equals("Error") || reason.equals("Completed");
        return plain ? "" : because(reason, end.getMessage());
    }

    private static String memoryLimit(Pod pod, String container) {
        return Stream.concat(pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
                .filter(candidate -> candidate.getName().equals(container))
                .map(Container::getResources)
                .filter(resources -> resources != null && resources.getLimits() != null)
                .map(resources -> resources.getLimits().get("memory"))
                .filter(limit -> limit != null)
                .map(Quantity::toString)
                .map(text -> Quantities.amount(Resources.MEMORY, text)
                        .map(bytes -> Resources.words(Resources.MEMORY, bytes))
                        .orElse(text))
                .findFirst()
                .orElse("none, so the node's");
    }

    private static String limitOf(@Nullable Job job) {
        @Nullable
        Long seconds =
                job == null || job.getSpec() == null ? null : job.getSpec().getActiveDeadlineSeconds();
        return seconds == null ? "" : " (" + seconds + " s)";
    }

    private static Optional<ContainerStateTerminated> terminated(ContainerStatus status) {
        return Optional.ofNullable(status.getState()).map(state -> state.getTerminated());
    }

    private static int exitCode(ContainerStateTerminated end) {
        return end.getExitCode() == null ? 0 : end.getExitCode();
    }

    static String because(PodCondition condition) {
        return because(condition.getReason(), condition.getMessage());
    }

    /** A reason in brackets and after it the message, as far as they are there. */
    static String because(@Nullable String reason, @Nullable String message) {
        return (reason == null || reason.isEmpty() ? "" : " (" + reason + ")") + told(message);
    }

    private static String told(@Nullable String message) {
        return message == null || message.isEmpty() ? "" : ": " + message;
    }
}
