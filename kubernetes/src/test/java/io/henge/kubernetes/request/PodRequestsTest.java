package io.henge.kubernetes.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.core.attempt.Resources;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each pod with what the scheduler of Kubernetes counts for it. */
class PodRequestsTest {
    private static final long GI = 1L << 30;

    private static Map<String, Long> of(String yaml) {
        return PodRequests.of(new KubernetesSerialization().unmarshal(yaml, PodSpec.class))
                .amounts();
    }

    @Test
    void containersAreSummed() {
        assertThat(of("""
                containers:
                  - {name: a, resources: {requests: {cpu: 1, memory: 1Gi}}}
                  - {name: b, resources: {requests: {cpu: 500m, ephemeral-storage: 2Gi}}}
                  - {name: c}
                """)).isEqualTo(Map.of("cpu", 1_500L, "memory", GI, "ephemeral-storage", 2 * GI));
    }

    @Test
    void aPodThatAsksForNothingIsNothing() {
        assertThat(of("containers: [{name: a}]")).isEmpty();
        assertThat(of("containers: [{name: a, resources: {}}]")).isEmpty();
        assertThat(of("{}")).isEmpty();
    }

    @Test
    void aLimitWithoutARequestIsTheRequest() {
        assertThat(of("""
                containers:
                  - name: a
                    resources:
                      requests: {cpu: 1}
                      limits: {cpu: 4, memory: 2Gi, nvidia.com/gpu: 1, hugepages-2Mi: 64Mi}
                """))
                .isEqualTo(Map.of("cpu", 1_000L, "memory", 2 * GI, "nvidia.com/gpu", 1L, "hugepages-2Mi", 64L << 20));
    }

    @Test
    void initContainersRunOneAfterTheOther() {
        assertThat(of("""
                initContainers:
                  - {name: i, resources: {requests: {cpu: 3, memory: 1Gi}}}
                  - {name: j, resources: {requests: {cpu: 1, memory: 3Gi, example.com/tool: 1}}}
                containers:
                  - {name: a, resources: {requests: {cpu: 2, memory: 2Gi}}}
                """)).isEqualTo(Map.of("cpu", 3_000L, "memory", 3 * GI, "example.com/tool", 1L));
    }

    @Test
    void sidecarsRunBesideAllThatComesAfterThem() {
        assertThat(of("""
                initContainers:
                  - {name: early, resources: {requests: {cpu: 4}}}
                  - {name: s, restartPolicy: Always, resources: {requests: {cpu: 1, memory: 1Gi}}}
                  - {name: late, resources: {requests: {cpu: 4, memory: 1Gi}}}
                  - {name: t, restartPolicy: Always, resources: {requests: {cpu: 1}}}
                containers:
                  - {name: a, resources: {requests: {cpu: 2, memory: 2Gi}}}
                """)).as("late and s are 5, a, s and t are 4").isEqualTo(Map.of("cpu", 5_000L, "memory", 3 * GI));
    }

    @Test
    void manySidecarsAreMoreThanAnInitContainer() {
        assertThat(of("""
                initContainers:
                  - {name: s, restartPolicy: Always, resources: {requests: {cpu: 2}}}
                  - {name: t, restartPolicy: Always, resources: {limits: {cpu: 3}}}
                  - {name: i, resources: {requests: {cpu: 1}}}
                containers: [{name: a, resources: {requests: {cpu: 2}}}]
                """)).isEqualTo(Map.of("cpu", 7_000L));
    }

    @Test
    void thePodsOwnWordStandsInPlaceOfItsContainers() {
        assertThat(of("""
                resources: {requests: {cpu: 4, hugepages-2Mi: 4Mi, nvidia.com/gpu: 8}}
                containers:
                  - {name: a, resources: {requests: {cpu: 1, memory: 1Gi, nvidia.com/gpu: 1}}}
                """))
                .as("a device cannot be asked for by the pod")
                .isEqualTo(Map.of("cpu", 4_000L, "memory", GI, "hugepages-2Mi", 4L << 20, "nvidia.com/gpu", 1L));
    }

    @Test
    void thePodsLimitIsItsRequestOnlyOfWhatNoContainerAsksFor() {
        assertThat(of("""
                resources: {limits: {cpu: 4, memory: 4Gi, hugepages-2Mi: 8Mi}}
                containers:
                  - {name: a, resources: {requests: {cpu: 1, hugepages-2Mi: 2Mi}}}
                """)).isEqualTo(Map.of("cpu", 1_000L, "memory", 4 * GI, "hugepages-2Mi", 8L << 20));
    }

    @Test
    void theOverheadComesOnTopOfEverything() {
        assertThat(of("""
                overhead: {cpu: 250m, memory: 120Mi}
                resources: {requests: {cpu: 2}}
                containers: [{name: a, resources: {requests: {cpu: 1}}}]
                """)).isEqualTo(Map.of("cpu", 2_250L, "memory", 120L << 20));
    }

    @Test
    void partsOfAUnitAreRoundedOnceForTheWholePod() {
        assertThat(of("""
                containers:
                  - {name: a, resources: {requests: {cpu: 100u}}}
                  - {name: b, resources: {requests: {cpu: 100u}}}
                """)).isEqualTo(Map.of("cpu", 1L));
    }

    @Test
    void whatIsBeyondALongIsTheLargest() {
        assertThat(of("""
                containers:
                  - {name: a, resources: {requests: {memory: 7Ei, cpu: 1e3}}}
                  - {name: b, resources: {requests: {memory: 7Ei, cpu: 0.5}}}
                """)).isEqualTo(Map.of("memory", Long.MAX_VALUE, "cpu", 1_000_500L));
    }

    @Test
    void whatIsNoQuantityIsNothing() {
        Quantity none = new Quantity();
        PodSpec odd = new PodSpecBuilder()
                .withContainers(new ContainerBuilder()
                        .withResources(new ResourceRequirementsBuilder()
                                .addToRequests("cpu", none)
                                .addToRequests("memory", new Quantity("many", ""))
                                .addToRequests("pods", new Quantity("-1"))
                                .build())
                        .build())
                .build();
        assertThat(PodRequests.of(odd)).isEqualTo(new Resources(new TreeMap<>(Map.of("pods", 0L))));
    }
}
