package io.henge.kubernetes.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeList;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.core.placement.Offer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeOfferTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String NODES = """
            items:
              - metadata: {name: a, labels: {zone: x, disk: ssd}}
                status:
                  allocatable: {cpu: 7910m, memory: 10Gi, pods: "110", nvidia.com/gpu: "2"}
                  conditions: [{type: MemoryPressure, status: "False"}, {type: Ready, status: "True"}]
              - metadata: {name: b, labels: {zone: x}}
                status: {allocatable: {cpu: "4"}, conditions: [{type: Ready, status: "True"}]}
              - metadata: {name: c}
                status: {allocatable: {cpu: "2"}, conditions: [{type: Ready, status: "True"}]}
              - metadata: {name: cordoned, labels: {zone: x}}
                spec: {unschedulable: true}
                status: {allocatable: {cpu: "100"}, conditions: [{type: Ready, status: "True"}]}
              - metadata: {name: down, labels: {zone: x}}
                status: {allocatable: {cpu: "100"}, conditions: [{type: Ready, status: Unknown}]}
              - metadata: {name: new, labels: {zone: x}}
              - {}
            """;

    private static Map<String, Long> total(List<Map<String, String>> selectors) {
        Offer offer = NodeOffer.of(
                new KubernetesSerialization().unmarshal(NODES, NodeList.class).getItems(), selectors, NOW);
        assertThat(offer.source()).isEqualTo(Offer.Source.NODES);
        assertThat(offer.others().isNone()).isTrue();
        return offer.total().amounts();
    }

    @Test
    void nodesThatAreReadyAndOpenAreSummed() {
        assertThat(total(List.of(Map.of())))
                .isEqualTo(Map.of("cpu", 13_910L, "memory", 10L << 30, "pods", 110L, "nvidia.com/gpu", 2L));
    }

    @Test
    void aNodeCountsOnceIfSomePodMayGoThere() {
        assertThat(total(List.of(Map.of("zone", "x")))).containsEntry("cpu", 11_910L);
        assertThat(total(List.of(Map.of("zone", "x"), Map.of("zone", "x", "disk", "ssd"))))
                .containsEntry("cpu", 11_910L);
        assertThat(total(List.of(Map.of("zone", "x", "disk", "ssd")))).containsEntry("cpu", 7_910L);
        assertThat(total(List.of(Map.of("zone", "y")))).isEmpty();
        assertThat(total(List.of())).isEmpty();
    }
}
