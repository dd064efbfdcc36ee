package io.henge.kubernetes.overlord;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.henge.core.attempt.JobName;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.job.Marks;
import io.henge.kubernetes.job.Shipment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The Overlord's pod made into a peon's, as a pure function. */
final class PeonPod {
    private PeonPod() {}

    /** @throws JobRefusedException if the Overlord's pod has no such container, or the JVM's options name no size */
    static PodSpec of(PodSpec overlord, OverlordSettings settings, Shipment shipment, JobName job)
            throws JobRefusedException {
        List<Container> others = new ArrayList<>(overlord.getContainers());
        Container primary = primary(others, settings.primaryContainer());
        others.remove(primary);
        List<Container> containers = new ArrayList<>();
        containers.add(main(primary, settings, shipment));
        if (settings.sidecars()) {
            containers.addAll(others);
        }
        return new PodSpecBuilder(overlord)
                .withContainers(containers)
                // A Job's pod may not begin with containers for debugging.
                .withEphemeralContainers()
                .withNodeName(null)
                .withRestartPolicy("Never")
                .withHostname(job.value())
                .withTerminationGracePeriodSeconds(settings.graceSeconds())
                .build();
    }

    /**
     * The same as far as it takes room.
     *
     * @param javaOpts the task's own options of the JVM
     */
    static PodSpec outline(PodSpec overlord, OverlordSettings settings, String javaOpts) throws JobRefusedException {
        List<Container> containers = new ArrayList<>(overlord.getContainers());
        Container primary = primary(containers, settings.primaryContainer());
        containers.remove(primary);
        if (!settings.sidecars()) {
            containers.clear();
        }
        containers.add(
                0,
                new ContainerBuilder(primary)
                        .withName(Marks.CONTAINER_MAIN)
                        .withResources(resources(primary, settings, PeonJvm.of(settings.javaOpts(), javaOpts)))
                        .build());
        return new PodSpecBuilder(overlord)
                .withContainers(containers)
                .withNodeName(null)
                .build();
    }

    private static ResourceRequirements resources(Container primary, OverlordSettings settings, PeonJvm jvm) {
        return PeonResources.of(primary.getResources(), settings.cpuMillis(), jvm.memoryBytes());
    }

    static String taskDir(Shipment shipment) {
        return shipment.peon().baseTaskDir() + "/" + shipment.task();
    }

    private static Container primary(List<Container> containers, @Nullable String name) throws JobRefusedException {
        return containers.stream()
                .filter(container -> name == null || name.equals(container.getName()))
                .findFirst()
                .orElseThrow(() -> new JobRefusedException("The Overlord's pod has no container[" + name
                        + "], which druid.indexer.runner.primaryContainerName names. It has "
                        + containers.stream().map(Container::getName).collect(Collectors.toList()) + "."));
    }

    private static Container main(Container primary, OverlordSettings settings, Shipment shipment)
            throws JobRefusedException {
        PeonJvm jvm = PeonJvm.of(settings.javaOpts(), shipment.wishes().javaOpts());
        return new ContainerBuilder(primary)
                .withName(Marks.CONTAINER_MAIN)
                .withReadinessProbe(null)
                .withLivenessProbe(null)
                .withStartupProbe(null)
                .withPorts(port("druid-tls-port", Marks.PORT_TLS), port("druid-port", Marks.PORT_PLAINTEXT))
                .withEnv(PeonEnvironment.of(primary.getEnv(), settings.monitors(), jvm, shipment))
                .withCommand("sh", "-c")
                .withArgs(commandLine(shipment))
                .withResources(resources(primary, settings, jvm))
                .build();
    }

    private static ContainerPort port(String name, int number) {
        return new ContainerPortBuilder()
                .withName(name)
                .withContainerPort(number)
                .withProtocol("TCP")
                .build();
    }

    private static String commandLine(Shipment shipment) {
        List<String> words = new ArrayList<>(List.of("/peon.sh"));
        @Nullable String nodeType = shipment.peon().nodeType();
        if (nodeType != null) {
            words.addAll(List.of("--nodeType", nodeType));
        }
        if (shipment.peon().loadBroadcastSegments()) {
            words.addAll(List.of("--loadBroadcastSegments", "true"));
        }
        words.addAll(List.of(
                "--loadBroadcastDatasourceMode",
                shipment.peon().loadBroadcastMode(),
                "--taskId",
                shipment.task().value()));
        return ShellText.line(words);
    }
}
