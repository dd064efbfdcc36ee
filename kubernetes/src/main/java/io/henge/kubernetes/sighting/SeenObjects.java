package io.henge.kubernetes.sighting;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateRunning;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.henge.kubernetes.call.JsonWalk;
import io.henge.kubernetes.job.Marks;
import io.henge.shaded.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Jobs and pods with those of their fields that are looked at, read straight from JSON: a leader that takes over many
 * thousands waits for them, and a change of anything else is none to the loop. The other fields are most of what a watch
 * sends: a task's payload alone may have 130,000 characters, and comes twice with each change. What {@link Sightings} and its
 * like look at is read here, and nothing more.
 */
public final class SeenObjects {
    /** The conditions of pods that are asked for. */
    private static final Set<String> POD_CONDITIONS = Set.of("PodScheduled", "Ready", "DisruptionTarget");

    private SeenObjects() {}

    /** The Job at which the parser stands. */
    public static Job job(JsonParser in) throws IOException {
        Job job = new Job();
        JsonWalk.fields(in, name -> {
            switch (name) {
                case "kind" -> job.setKind(JsonWalk.text(in));
                case "metadata" -> job.setMetadata(metadata(in));
                case "spec" -> job.setSpec(jobSpec(in));
                case "status" -> JsonWalk.fields(in, field -> readStatus(field, in, job));
                default -> {}
            }
        });
        return job;
    }

    /** The pod at which the parser stands. */
    public static Pod pod(JsonParser in) throws IOException {
        Pod pod = new Pod();
        JsonWalk.fields(in, name -> {
            switch (name) {
                case "kind" -> pod.setKind(JsonWalk.text(in));
                case "metadata" -> pod.setMetadata(metadata(in));
                case "spec" -> pod.setSpec(podSpec(in));
                case "status" -> pod.setStatus(podStatus(in));
                default -> {}
            }
        });
        return pod;
    }

    private static ObjectMeta metadata(JsonParser in) throws IOException {
        ObjectMeta metadata = new ObjectMeta();
        JsonWalk.fields(in, name -> {
            switch (name) {
                case "name" -> metadata.setName(JsonWalk.text(in));
                case "namespace" -> metadata.setNamespace(JsonWalk.text(in));
                case "uid" -> metadata.setUid(JsonWalk.text(in));
                case "resourceVersion" -> metadata.setResourceVersion(JsonWalk.text(in));
                case "creationTimestamp" -> metadata.setCreationTimestamp(JsonWalk.text(in));
                case "deletionTimestamp" -> metadata.setDeletionTimestamp(JsonWalk.text(in));
                case "labels" -> metadata.setLabels(JsonWalk.texts(in, label -> false));
                case "annotations" -> metadata.setAnnotations(JsonWalk.texts(in, Marks.ANNOTATION_TASK::equals));
                case "ownerReferences" -> metadata.setOwnerReferences(JsonWalk.elements(in, SeenObjects::owner));
                default -> {}
            }
        });
        return metadata;
    }

    private static OwnerReference owner(JsonParser in) throws IOException {
        OwnerReference owner = new OwnerReference();
        JsonWalk.fields(in, name -> {
            switch (name) {
                case "kind" -> owner.setKind(JsonWalk.text(in));
                case "uid" -> owner.setUid(JsonWalk.text(in));
                default -> {}
            }
        });
        return owner;
    }

    private static JobSpec jobSpec(JsonParser in) throws IOException {
        JobSpec spec = new JobSpec();
        JsonWalk.fields(in, name -> {
            switch (name) {
                case "suspend" -> spec.setSuspend(in.getBooleanValue());
                case "activeDeadlineSeconds" -> spec.setActiveDeadlineSeconds(in.getLongValue());
                default -> {}
            }
        });
        return spec;
    }

    /** A Job has a status only where that has conditions: how many pods it has is not looked at. */
    private static void readStatus(String field, JsonParser in, Job job) throws IOException {
        if (field.equals("conditions")) {
            JobStatus status = new JobStatus();
            status.setConditions(JsonWalk.elements(in, SeenObjects::jobCondition));
            job.setStatus(status);
        }
    }

    private static JobCondition jobCondition(JsonParser in) throws IOException {
        JobCondition condition = new JobCondition();
        JsonWalk.fields(in, name -> {
            switch (name) {
                case "type" -> condition.setType(JsonWalk.text(in));
                case "status" -> condition.setStatus(JsonWalk.text(in));
                case "reason" -> condition.setReason(JsonWalk.text(in));
                case "message" -> condition.setMessage(JsonWalk.text(in));
                case "lastTransitionTime" -> condition.setLastTransitionTime(JsonWalk.text(in));
                default -> {}
            }
        });
        return condition;
    }

    private static PodSpec podSpec(JsonParser in) throws IOException {
        PodSpec spec = new PodSpec();
        JsonWalk.fields(in, name -> {
            switch (name) {
                case "restartPolicy" -> spec.setRestartPolicy(JsonWalk.text(in));
                case "nodeName" -> spec.setNodeName(JsonWalk.text(in));
                case "containers" -> spec.setContainers(JsonWalk.elements(in, SeenObjects::container));
                case "initContainers" -> spec.setInitContainers(JsonWalk.elements(in, SeenObjects::container));
                default -> {}
            }
        });
        return spec;
    }

    private static Container container(JsonParser in) throws IOException {
        Container container = new Container();
        JsonWalk.fields(in, name -> {
            switch (name) {
                case "name" -> container.setName(JsonWalk.text(in));
                case "image" -> container.setImage(JsonWalk.text(in));
                case "resources" -> container.setResources(memoryLimit(in));
                default -> {}
            }
        });
        return container;
    }

    private static ResourceRequirements memoryLimit(JsonParser in) throws IOException {
        ResourceRequirements resources = new ResourceRequirements();
        JsonWalk.fields(in, name -> {
            if (name.equals("limits")) {
                JsonWalk.fields(in, resource -> {
                    if (resource.equals("memory")) {
                        resources.setLimits(Map.of(resource, new Quantity(JsonWalk.text(in))));
                    }
                });
            }
        });
        return resources;
    }

    private static PodStatus podStatus(JsonParser in) throws IOException {
        PodStatus status = new PodStatus();
        JsonWalk.fields(in, name -> {
            switch (name) {
                case "phase" -> status.setPhase(JsonWalk.text(in));
                case "reason" -> status.setReason(JsonWalk.text(in));
                case "message" -> status.setMessage(JsonWalk.text(in));
                case "podIP" -> status.setPodIP(JsonWalk.text(in));
                case "conditions" -> status.setConditions(podConditions(in));
                case "containerStatuses" ->
                    status.setContainerStatuses(JsonWalk.elements(in, SeenObjects::containerStatus));
                case "initContainerStatuses" ->
                    status.setInitContainerStatuses(JsonWalk.elements(in, SeenObjects::containerStatus));
                default -> {}
            }
        });
        return status;
    }

    private static List<PodCondition> podConditions(JsonParser in) throws IOException {
        List<PodCondition> conditions = JsonWalk.elements(in, SeenObjects::podCondition);
        // That a pod is ready is nothing beside that it runs.
        conditions.removeIf(condition -> condition.getType() == null
                || !POD_CONDITIONS.contains(condition.getType())
                || ("Ready".equals(condition.getType()) && "True".equals(condition.getStatus())));
        return conditions;
    }

    private static PodCondition podCondition(JsonParser in) throws IOException {
        PodCondition condition = new PodCondition();
        JsonWalk.fields(in, name -> {
            switch (name) {
                case "type" -> condition.setType(JsonWalk.text(in));
                case "status" -> condition.setStatus(JsonWalk.text(in));
                case "reason" -> condition.setReason(JsonWalk.text(in));
                case "message" -> condition.setMessage(JsonWalk.text(in));
                default -> {}
            }
        });
        return condition;
    }

    private static ContainerStatus containerStatus(JsonParser in) throws IOException {
        ContainerStatus status = new ContainerStatus();
        JsonWalk.fields(in, name -> {
            switch (name) {
                case "name" -> status.setName(JsonWalk.text(in));
                case "image" -> status.setImage(JsonWalk.text(in));
                case "ready" -> status.setReady(in.getBooleanValue());
                case "state" -> status.setState(state(in));
                default -> {}
            }
        });
        return status;
    }

    private static ContainerState state(JsonParser in) throws IOException {
        ContainerState state = new ContainerState();
        JsonWalk.fields(in, name -> {
            switch (name) {
                case "waiting" -> state.setWaiting(waiting(in));
                case "running" -> state.setRunning(running(in));
                case "terminated" -> state.setTerminated(terminated(in));
                default -> {}
            }
        });
        return state;
    }

    private static ContainerStateWaiting waiting(JsonParser in) throws IOException {
        ContainerStateWaiting waiting = new ContainerStateWaiting();
        JsonWalk.fields(in, name -> {
            switch (name) {
                case "reason" -> waiting.setReason(JsonWalk.text(in));
                case "message" -> waiting.setMessage(JsonWalk.text(in));
                default -> {}
            }
        });
        return waiting;
    }

    private static ContainerStateRunning running(JsonParser in) throws IOException {
        ContainerStateRunning running = new ContainerStateRunning();
        JsonWalk.fields(in, name -> {
            if (name.equals("startedAt")) {
                running.setStartedAt(JsonWalk.text(in));
            }
        });
        return running;
    }

    private static ContainerStateTerminated terminated(JsonParser in) throws IOException {
        ContainerStateTerminated terminated = new ContainerStateTerminated();
        JsonWalk.fields(in, name -> {
            switch (name) {
                case "exitCode" -> terminated.setExitCode(in.getIntValue());
                case "reason" -> terminated.setReason(JsonWalk.text(in));
                case "message" -> terminated.setMessage(JsonWalk.text(in));
                case "startedAt" -> terminated.setStartedAt(JsonWalk.text(in));
                default -> {}
            }
        });
        return terminated;
    }
}
