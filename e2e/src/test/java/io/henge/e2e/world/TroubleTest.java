package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpecBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What real schedulers, quotas and nodes refuse or end: tasks wait or fail, and say why in the cluster's own words. */
@Tag("real-cluster")
@ExtendWith(SharedWorld.class)
class TroubleTest {
    private static final Duration ENDLESS = Duration.ofMinutes(10);
    private static final List<String> CLUSTERS = List.of("east", "west");
    private static final String QUOTA = "nothing-more";

    private final Place place;

    TroubleTest(Place place) {
        this.place = place;
    }

    private String why(String task) throws InterruptedException {
        return place.placement(task).orElseThrow().path("why").asText("");
    }

    private void assertFailsSaying(String task, String... words) throws InterruptedException {
        JsonNode status = place.ended(task);
        assertThat(status.path("statusCode").asText()).isEqualTo("FAILED");
        assertThat(status.path("errorMsg").asText()).contains(words);
        Place.until("the row is gone", () -> place.placement(task).isEmpty());
    }

    @ParameterizedTest(name = "of {0}, while its placement is {1}")
    @CsvSource({"count/jobs.batch, waiting, answered 403: ", "pods, pending, FailedCreate: "})
    void aTaskWaitsForAFullQuotaAndSaysSo(String resource, String state, String said) throws Exception {
        CLUSTERS.forEach(cluster -> refuseMore(cluster, resource));
        String task;
        try {
            task = place.submitNoop(Duration.ofMillis(1));
            // It may be tried again at any moment, and is placed until it is refused and taken back.
            AtomicReference<JsonNode> told = new AtomicReference<>();
            Place.until("the quota is told", () -> {
                place.placement(task)
                        .filter(now -> now.path("state").asText().equals(state))
                        .filter(now -> now.path("why").asText("").contains(QUOTA))
                        .ifPresent(told::set);
                return told.get() != null;
            });
            JsonNode placement = Objects.requireNonNull(told.get());
            assertThat(placement.path("why").asText())
                    .contains(said, "exceeded quota: " + QUOTA, "limited: " + resource + "=0");
        } finally {
            CLUSTERS.forEach(cluster -> place.ask(
                    cluster, client -> client.resourceQuotas().withName(QUOTA).delete()));
        }
        place.assertSucceeds(task);
    }

    private void refuseMore(String cluster, String resource) {
        new Quotas(place, cluster)
                .create(
                        QUOTA,
                        new ResourceQuotaSpecBuilder()
                                .withHard(Map.of(resource, new Quantity("0")))
                                .build());
    }

    @Test
    void aTaskThatNoNodeHasRoomForWaitsAndSaysSo() throws Exception {
        String task = place.submit(OddPod.WITHOUT_ROOM.task());
        Place.until(
                "the scheduler's words are told",
                () -> place.placement(task).isPresent() && why(task).contains("0/1 nodes are available"));
        assertThat(why(task)).contains("waits for a node (Unschedulable)", "Insufficient cpu");
        assertThat(place.statusCode(task)).isEqualTo("RUNNING");
        place.shutDown(task);
        Place.until("the row is gone", () -> place.placement(task).isEmpty());
    }

    @Test
    void aTaskWhosePodIsEvictedFailsWithTheNodesWords() throws Exception {
        String task = place.submitNoop(ENDLESS);
        JsonNode running = place.running(task);
        place.ask(
                running.path("cluster").asText(),
                client -> client.pods().withName(running.path("pod").asText()).patch(Place.MERGE, """
                        {"metadata":{"annotations":
                          {"localkube.henge.io/evict":"The node was low on resource: memory."}}}
                        """));
        assertFailsSaying(task, "was evicted from node[", "The node was low on resource: memory.");
    }

    @Test
    void aTaskWhosePodIsDrainedFromItsNodeFailsAndSaysSo() throws Exception {
        String task = place.submitNoop(ENDLESS);
        JsonNode running = place.running(task);
        boolean drained = place.ask(
                running.path("cluster").asText(),
                client -> client.pods().withName(running.path("pod").asText()).evict());
        assertThat(drained).isTrue();
        assertFailsSaying(task, "EvictionByEvictionAPI");
    }

    @Test
    void aPodWithoutItsConfigMapFailsItsTaskInWords() throws Exception {
        assertFailsSaying(
                place.submit(OddPod.WITHOUT_SETTINGS.task()),
                "CreateContainerConfigError",
                "configmap \"no-such-settings\" not found");
    }
}
