package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is taken for true of a real cluster, and what follows: one that is silent is given nothing new, and keeps what it has. */
@Tag("real-cluster")
@ExtendWith(SharedWorld.class)
class ClusterHealthTest {
    private static final int TASKS = 4;
    private static final String CLUSTERS = "/druid/indexer/v1/k8s/clusters";

    private final Place place;

    ClusterHealthTest(Place place) {
        this.place = place;
    }

    private JsonNode shown(String cluster) throws Exception {
        return place.json(CLUSTERS + "/" + cluster);
    }

    private void awaitState(String cluster, String state) {
        Place.until(
                cluster + " is " + state,
                () -> shown(cluster).path("state").asText().equals(state));
    }

    @Test
    void aFrozenClusterIsGivenNothingNewAndWhatRunsThereEnds() throws Exception {
        awaitState("west", "Healthy");
        try (HeldTasks held = HeldTasks.begin(place, TASKS)) {
            long[] west = Processes.of(place.cluster("west"));
            Processes.signal("STOP", west);
            try {
                awaitState("west", "Unreachable");
                JsonNode silent = shown("west");
                assertThat(silent.path("evidence").path("probe").path("answer").asText())
                        .isEqualTo("silent");
                assertThat(silent.path("why").asText()).startsWith("Unreachable: ");
                List<String> fresh = new ArrayList<>();
                for (int i = 0; i < TASKS; i++) {
                    fresh.add(place.submitNoop(Duration.ofMillis(1)));
                }
                for (String task : fresh) {
                    place.assertSucceeds(task);
                    assertThat(place.json("/druid/indexer/v1/k8s/events?kind=placed&task=" + task)
                                    .path("events")
                                    .findValuesAsText("cluster"))
                            .containsExactly("east");
                }
                held.release();
                for (String task : held.tasks()) {
                    place.assertSucceeds(task);
                }
            } finally {
                Processes.signal("CONT", west);
            }
            awaitState("west", "Healthy");
            held.assertEachSucceedsAndRanOnce(place);
        }
    }

    @Test
    void aClusterThatCannotBeAskedIsMisconfigured() throws Exception {
        awaitState("broken", "Misconfigured");
        assertThat(shown("broken").path("why").asText()).contains("no-such-kubeconfig");
    }
}
