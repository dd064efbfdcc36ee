package io.henge.kubernetes.sighting;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeonContainerTest {
    @Test
    void thePeonRunsWhereTheJobSaysElseInMainElseInTheFirst() {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("sidecar")
                .endContainer()
                .addNewContainer()
                .withName("main")
                .endContainer()
                .endSpec()
                .build();
        assertThat(Sightings.peonContainer(pod)).contains("main");
        pod.getMetadata().setAnnotations(Map.of("henge.io/container", "sidecar"));
        assertThat(Sightings.peonContainer(pod)).contains("sidecar");
        pod.getMetadata().setAnnotations(Map.of());
        pod.getSpec().getContainers().remove(1);
        assertThat(Sightings.peonContainer(pod)).contains("sidecar");
    }
}
