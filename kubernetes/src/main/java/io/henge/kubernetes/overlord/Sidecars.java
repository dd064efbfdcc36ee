package io.henge.kubernetes.overlord;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.job.Marks;
import io.henge.kubernetes.job.Variables;
import java.util.ArrayList;
import java.util.List;

/**
 * Sidecars that end with the peon: kubexit starts every container, and when the main one has left its tombstone in the
 * graveyard, ends the others.
 */
final class Sidecars {
    private static final String GRAVEYARD = "graveyard";
    private static final String KUBEXIT = "kubexit";

    private Sidecars() {}

    /**
     * The pod with all its containers started by kubexit; its first is the main one.
     *
     * @throws JobRefusedException if a sidecar leaves its command to its image, where it cannot be known
     */
    static PodSpec watched(PodSpec pod, String kubexitImage) throws JobRefusedException {
        List<Container> containers = new ArrayList<>();
        for (Container container : pod.getContainers()) {
            containers.add(
                    Marks.CONTAINER_MAIN.equals(container.getName()) && containers.isEmpty()
                            ? started(container, String.join(" ", container.getArgs()), false)
                            : started(container, sidecarLine(container), true));
        }
        return new PodSpecBuilder(pod)
                .withContainers(containers)
                .addToVolumes(
                        new VolumeBuilder()
                                .withName(GRAVEYARD)
                                .withNewEmptyDir()
                                .withMedium("Memory")
                                .endEmptyDir()
                                .build(),
                        new VolumeBuilder()
                                .withName(KUBEXIT)
                                .withNewEmptyDir()
                                .endEmptyDir()
                                .build())
                .addToInitContainers(new ContainerBuilder()
                        .withName(KUBEXIT)
                        .withImage(kubexitImage)
                        .withCommand("cp", "/bin/kubexit", "/kubexit/kubexit")
                        .addNewVolumeMount()
                        .withName(KUBEXIT)
                        .withMountPath("/" + KUBEXIT)
                        .endVolumeMount()
                        .build())
                .build();
    }

    /** The shell becomes the sidecar: kubexit signals its own child only, and not every shell would pass that on. */
    private static String sidecarLine(Container container) throws JobRefusedException {
        if (container.getCommand().isEmpty()) {
            throw new JobRefusedException("Container[" + container.getName()
                    + "] of the Overlord's pod states no command, so that it cannot be started by kubexit. Give it one, "
                    + "or use another pod adapter.");
        }
        List<String> words = new ArrayList<>(container.getCommand());
        words.addAll(container.getArgs());
        return "exec " + ShellText.line(words);
    }

    private static Container started(Container container, String line, boolean sidecar) {
        ContainerBuilder started = new ContainerBuilder(container)
                .addToEnv(
                        Variables.of("KUBEXIT_NAME", container.getName()),
                        Variables.of("KUBEXIT_GRAVEYARD", "/" + GRAVEYARD))
                .addNewVolumeMount()
                .withName(GRAVEYARD)
                .withMountPath("/" + GRAVEYARD)
                .endVolumeMount()
                .addNewVolumeMount()
                .withName(KUBEXIT)
                .withMountPath("/" + KUBEXIT)
                .endVolumeMount()
                .withCommand("/bin/sh", "-c")
                .withArgs("/kubexit/kubexit /bin/sh -c " + ShellText.quoted(line) + (sidecar ? " || true" : ""));
        if (sidecar) {
            started.addToEnv(Variables.of("KUBEXIT_DEATH_DEPS", Marks.CONTAINER_MAIN));
        }
        return started.build();
    }
}
