package io.henge.e2e.world;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.henge.demo.druid.DruidVersion;
import io.henge.demo.druid.PeonTemplate;
import io.henge.demo.world.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The pod that a world's Overlord takes for its own. It has the image, the settings and the volume of an Overlord, and a
 * sidecar before it, but its containers do nothing: the Overlord itself is a process beside the cluster.
 */
final class StandInOverlordPod {
    static final String IMAGE = "henge/overlord";
    static final String CONTAINER = "overlord";
    static final String SIDECAR = "proxy";
    static final String VOLUME = "scratch";

    /** What the sidecar writes when it has begun, and when it was asked to end; with what a shell would take apart. */
    static final List<String> SIDECAR_SAYS = List.of("it's \"$ready\"", "it's done");

    /** Where Henge takes kubexit from when nothing else is said. */
    private static final String KUBEXIT_IMAGE = "karlkfi/kubexit:v0.3.2";

    private StandInOverlordPod() {}

    /** Options of a cluster that has its images, made below {@code directory}, and in which it may be read. */
    static String[] clusterOptions(Path directory) throws IOException {
        Installation installation = Installation.find();
        Path images = installation.root().resolve("e2e/src/test/images");
        Path image = Files.createDirectories(directory.resolve("overlord-image"));
        Files.createSymbolicLink(image.resolve("bin"), images.resolve("shell/bin"));
        try (Stream<Path> parts =
                Files.list(installation.peonImage(DruidVersion.V33).directory())) {
            for (Path part : parts.toList()) {
                Files.createSymbolicLink(image.resolve(part.getFileName()), part);
            }
        }
        return new String[] {
            "--image=" + IMAGE + "=" + image,
            "--image=" + KUBEXIT_IMAGE + "=" + images.resolve("kubexit"),
            "--role=" + installation.root().resolve("charts/rbac/overlord-role.yaml")
        };
    }

    /** Creates it, with the Overlord's present settings and {@code more}; returns once it runs. */
    static void create(Place place, String cluster, Map<String, String> more) throws IOException {
        Map<String, String> settings = OneOverlord.properties(place.world());
        settings.putAll(more);
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName(OneOverlord.NAME)
                .endMetadata()
                .withNewSpec()
                .withTerminationGracePeriodSeconds(1L)
                .withAutomountServiceAccountToken(false)
                .addNewVolume()
                .withName(VOLUME)
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .withContainers(sidecar(), overlord(settings))
                .endSpec()
                .build();
        place.ask(cluster, client -> client.pods().resource(pod).create());
        Place.until(
                "the Overlord's pod runs",
                () -> place.pods().stream()
                        .anyMatch(found -> found.getStatus().getPhase().equals("Running")));
    }

    /** The present one. */
    static Pod of(Place place) {
        return place.pods().stream()
                .filter(pod -> pod.getMetadata().getName().equals(OneOverlord.NAME))
                .findFirst()
                .orElseThrow();
    }

    static Container mainOf(Pod overlord) {
        return overlord.getSpec().getContainers().stream()
                .filter(container -> container.getName().equals(CONTAINER))
                .findFirst()
                .orElseThrow();
    }

    private static Container sidecar() {
        return new ContainerBuilder()
                .withName(SIDECAR)
                .withImage(IMAGE)
                .withCommand("sh", "-c")
                .withArgs(
                        "trap 'echo \"$1\"; exit' TERM; echo \"$0\"; while :; do sleep 0.1; done",
                        SIDECAR_SAYS.get(0),
                        SIDECAR_SAYS.get(1))
                .build();
    }

    private static Container overlord(Map<String, String> properties) {
        return new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(IMAGE)
                .withCommand("sleep", "infinity")
                .withEnv(properties.entrySet().stream()
                        // No variable has such a name; peons need none of these.
                        .filter(property -> !property.getKey().contains("["))
                        .map(property ->
                                new EnvVar(PeonTemplate.variable(property.getKey()), property.getValue(), null))
                        .toList())
                .addNewVolumeMount()
                .withName(VOLUME)
                .withMountPath("/" + VOLUME)
                .endVolumeMount()
                .build();
    }
}
