package io.henge.kubernetes.job;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import io.henge.core.attempt.JobAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Large tasks in Secrets: the compressed JSON in as many as it needs, and an init container with the peon's image that
 * writes {@code task.json} to where the peon looks for it.
 *
 * <p>That place is on the volume that the peon has there. Where it has none, it gets an {@code emptyDir} at the task's
 * directory, since a file alone would be mounted into a directory that belongs to root.
 */
final class PayloadSecrets {
    /** Of the data of one Secret (Kubernetes documentation, Secrets). */
    static final int SECRET_BYTES_MAX = 1 << 20;

    /** Sixteen MiB of compressed JSON: more is a mistake, and would weigh on etcd. */
    static final int SECRETS_MAX = 16;

    private static final String KEY = "part";
    private static final String PAYLOAD = "henge-payload";
    private static final String TASK = "henge-task";
    private static final String DIRECTORY = "/henge";

    /** With paths relative to the working directory, which is {@link #DIRECTORY}. */
    private static final String SCRIPT =
            "mkdir -p \"$TASK_TO\" && cat payload/part-* | gzip -dc > \"$TASK_TO/task.json\"";

    private PayloadSecrets() {}

    /** @throws JobRefusedException if the task needs more than {@value #SECRETS_MAX} Secrets */
    static List<Secret> of(JobAddress address, SortedMap<String, String> labels, Shipment shipment)
            throws JobRefusedException {
        byte[] packed = Base64.getDecoder().decode(shipment.payload().encoded());
        int count = Math.max(1, (packed.length + SECRET_BYTES_MAX - 1) / SECRET_BYTES_MAX);
        if (count > SECRETS_MAX) {
            throw new JobRefusedException("Task[" + shipment.task() + "] is too large to be shipped: " + packed.length
                    + " bytes of compressed JSON, where " + SECRETS_MAX + " Secrets of " + SECRET_BYTES_MAX
                    + " bytes hold what fits. Set druid.indexer.logs.type to a store that takes task payloads"
                    + " (s3, azure or hdfs), or make the spec smaller.");
        }
        List<Secret> secrets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] part = Arrays.copyOfRange(
                    packed, i * SECRET_BYTES_MAX, Math.min(packed.length, (i + 1) * SECRET_BYTES_MAX));
            secrets.add(new SecretBuilder()
                    .withNewMetadata()
                    .withName(address.job() + "-" + i)
                    .withNamespace(address.namespace())
                    .withLabels(labels)
                    .endMetadata()
                    .withType("Opaque")
                    .withImmutable(true)
                    .withData(Map.of(KEY, Base64.getEncoder().encodeToString(part)))
                    .build());
        }
        return secrets;
    }

    /** The pod with what brings {@code task.json} to {@code taskDir} before its peon starts. */
    static PodTemplateSpec mount(PodTemplateSpec pod, List<Secret> secrets, String taskDir) {
        List<Container> containers = new ArrayList<>(pod.getSpec().getContainers());
        Container peon = containers.get(0);
        Optional<VolumeMount> present = mountAbove(peon, taskDir);
        PodSpecBuilder spec = new PodSpecBuilder(pod.getSpec());
        if (present.isEmpty()) {
            spec.addToVolumes(new VolumeBuilder()
                    .withName(TASK)
                    .withNewEmptyDir()
                    .endEmptyDir()
                    .build());
            containers.set(
                    0,
                    new ContainerBuilder(peon)
                            .addNewVolumeMount()
                            .withName(TASK)
                            .withMountPath(taskDir)
                            .endVolumeMount()
                            .build());
        }
        VolumeMount target = present.orElseGet(() ->
                new VolumeMountBuilder().withName(TASK).withMountPath(taskDir).build());
        spec.withContainers(containers)
                .addNewVolume()
                .withName(PAYLOAD)
                .withNewProjected()
                .withSources(parts(secrets))
                .endProjected()
                .endVolume()
                .addToInitContainers(writer(peon, target, taskDir));
        return new PodTemplateSpecBuilder(pod).withSpec(spec.build()).build();
    }

    /** The innermost mount of a writable volume whose directory the task's own is in. */
    private static Optional<VolumeMount> mountAbove(Container peon, String taskDir) {
        return peon.getVolumeMounts().stream()
                .filter(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                .filter(mount -> taskDir.startsWith(directoryOf(mount)))
                .max(Comparator.comparingInt(mount -> directoryOf(mount).length()));
    }

    private static String directoryOf(VolumeMount mount) {
        String path = mount.getMountPath();
        return path.endsWith("/") ? path : path + "/";
    }

    private static List<VolumeProjection> parts(List<Secret> secrets) {
        List<VolumeProjection> parts = new ArrayList<>();
        for (Secret secret : secrets) {
            // Padded, so that the shell lists them in order.
            String path = String.format(Locale.ROOT, "part-%02d", parts.size());
            parts.add(new VolumeProjectionBuilder()
                    .withNewSecret()
                    .withName(secret.getMetadata().getName())
                    .addNewItem()
                    .withKey(KEY)
                    .withPath(path)
                    .endItem()
                    .endSecret()
                    .build());
        }
        return parts;
    }

    private static Container writer(Container peon, VolumeMount target, String taskDir) {
        String below = taskDir.length() < directoryOf(target).length()
                ? ""
                : "/" + taskDir.substring(directoryOf(target).length());
        return new ContainerBuilder()
                .withName(PAYLOAD)
                .withImage(peon.getImage())
                .withImagePullPolicy(peon.getImagePullPolicy())
                .withSecurityContext(peon.getSecurityContext())
                .withResources(peon.getResources())
                .withWorkingDir(DIRECTORY)
                .withCommand("sh", "-c", SCRIPT)
                .addToEnv(new EnvVarBuilder()
                        .withName("TASK_TO")
                        .withValue("task" + below)
                        .build())
                .addNewVolumeMount()
                .withName(PAYLOAD)
                .withMountPath(DIRECTORY + "/payload")
                .withReadOnly(true)
                .endVolumeMount()
                .addToVolumeMounts(new VolumeMountBuilder(target)
                        .withMountPath(DIRECTORY + "/task")
                        .build())
                .build();
    }
}
