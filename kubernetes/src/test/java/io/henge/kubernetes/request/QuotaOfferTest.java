package io.henge.kubernetes.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ResourceQuotaList;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.core.attempt.Resources;
import io.henge.core.placement.Offer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuotaOfferTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static Optional<Offer> offer(String items) {
        return QuotaOffer.of(
                new KubernetesSerialization()
                        .unmarshal("items:\n" + items, ResourceQuotaList.class)
                        .getItems(),
                NOW);
    }

    @Test
    void whatPodsAskForIsLimitedByEitherName() {
        Offer offer = offer("""
                - status:
                    hard: {requests.cpu: "10", memory: 64Gi, pods: "50", requests.nvidia.com/gpu: "4", requests.hugepages-2Mi: 1Gi}
                    used: {requests.cpu: 2500m, memory: 1Gi, pods: "7", requests.nvidia.com/gpu: "1"}
                """).orElseThrow();
        assertThat(offer.source()).isEqualTo(Offer.Source.QUOTA);
        assertThat(offer.readAt()).isEqualTo(NOW);
        assertThat(offer.total().amounts())
                .isEqualTo(Map.of(
                        "cpu",
                        10_000L,
                        "memory",
                        64L << 30,
                        "pods",
                        50L,
                        "nvidia.com/gpu",
                        4L,
                        "hugepages-2Mi",
                        1L << 30));
        assertThat(offer.others().amounts())
                .isEqualTo(Map.of(
                        "cpu", 2_500L, "memory", 1L << 30, "pods", 7L, "nvidia.com/gpu", 1L, "hugepages-2Mi", 0L));
    }

    @Test
    void ofSeveralThatCountsOfWhichLeastIsLeft() {
        Offer offer = offer("""
                - status: {hard: {cpu: "10", pods: "50"}, used: {cpu: "1", pods: "1"}}
                - status: {hard: {requests.cpu: "100", count/jobs.batch: "60"}, used: {requests.cpu: "95", count/jobs.batch: "20"}}
                - status: {hard: {count/pods: "45"}, used: {count/pods: "4"}}
                """).orElseThrow();
        assertThat(offer.total().amounts()).isEqualTo(Map.of("cpu", 100_000L, "pods", 60L));
        assertThat(offer.others().amounts()).isEqualTo(Map.of("cpu", 95_000L, "pods", 20L));
    }

    @Test
    void quotasForSomePodsOnlyAreNotLookedAt() {
        assertThat(offer("""
                - {spec: {scopes: [BestEffort]}, status: {hard: {pods: "1"}}}
                - {spec: {scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: Exists}]}}, status: {hard: {cpu: "1"}}}
                """)).isEmpty();
    }

    @Test
    void whatLimitsNoRequestOfPodsIsNoOffer() {
        assertThat(offer("""
                - status:
                    hard: {limits.cpu: "1", limits.memory: 1Gi, requests.storage: 1Gi, services: "1", count/secrets: "1",
                           gold.storageclass.storage.k8s.io/requests.storage: 1Gi, persistentvolumeclaims: "1"}
                - {}
                - {spec: {hard: {}}, status: {}}
                """)).isEmpty();
        assertThat(offer("  []")).isEmpty();
    }

    @Test
    void aQuotaThatNobodyHasCountedYetHoldsFromItsBeginning() {
        Offer offer = offer("- {spec: {hard: {cpu: \"3\"}}}").orElseThrow();
        assertThat(offer.total().amounts()).isEqualTo(Map.of("cpu", 3_000L));
        assertThat(offer.others().amounts()).isEqualTo(Map.of("cpu", 0L));
    }

    @Test
    void partsOfAUnitAreNeverOffered() {
        Offer offer = offer("- status: {hard: {cpu: 1500u}, used: {cpu: 100u}}").orElseThrow();
        assertThat(offer.total().amounts()).isEqualTo(Map.of("cpu", 1L));
        assertThat(offer.others().amounts()).isEqualTo(Map.of("cpu", 1L));
    }

    @Test
    void moreUsedThanThereIsLeavesNothing() {
        Offer offer =
                offer("- status: {hard: {cpu: \"1\"}, used: {cpu: \"5\"}}").orElseThrow();
        assertThat(offer.free(Resources.NONE).amounts()).isEqualTo(Map.of("cpu", 0L));
    }
}
