package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tasks that leave their pods while their clusters are well. */
abstract class UnwellPodsTest extends ThreeClusters {

    /** Goes to west first, and is so patient with its pod. */
    private static Map<String, ?> ratherOnWest(String patience) {
        return Map.of(
                "henge",
                Map.of(
                        "placement",
                        Map.of("prefer", Map.of("name", List.of("west"))),
                        "failover",
                        Map.of(patience, 5)));
    }

    @Test
    void aPodThatCannotStartOnOneClusterStartsOnAnother() throws Exception {
        deleteSettings("west");
        try (HeldTasks held = new HeldTasks()) {
            String task = held.another(place, ratherOnWest("startTolerationSeconds"));
            assertThat(place.placement(task).orElseThrow().path("cluster").asText())
                    .isNotEqualTo("west");
            assertThat(new Failovers(place, "west").of(List.of(task)))
                    .singleElement()
                    .satisfies(failover ->
                            assertThat(failover.toString()).contains("configmap \\\"" + SETTINGS + "\\\" not found"));
            held.assertEachSucceedsAndRanOnce(place);
        } finally {
            createSettings("west");
        }
    }

    /** A minute goes by until the cluster itself counts the node among the lost. */
    @Test
    @Tag("long")
    void aTaskWhoseNodeIsLostRunsAgain() throws Exception {
        try (HeldTasks held = new HeldTasks()) {
            String task = held.another(place, ratherOnWest("taskTolerationSeconds"));
            assertThat(place.placement(task).orElseThrow().path("cluster").asText())
                    .isEqualTo("west");
            Place.until("it reads", () -> held.timesBegun(task) == 1);
            ProcessHandle peon = Place.peon(task).orElseThrow();
            long[] lost = place.cluster("west").pids().nodes().stream()
                    .mapToLong(Long::longValue)
                    .toArray();
            Processes.signal("STOP", peon.pid());
            Processes.signal("STOP", lost);
            try {
                Place.until("it is taken from its pod", () -> held.timesBegun(task) == 2);
                held.release();
                place.assertSucceeds(task);
                assertThat(new Failovers(place, "west").of(List.of(task)))
                        .singleElement()
                        .satisfies(failover -> assertThat(failover.toString()).contains("is not ready"));
                assertThat(new Failovers(place, "west").state()).isEqualTo("Healthy");
            } finally {
                Processes.signal("CONT", lost);
                Processes.signal("CONT", peon.pid());
            }
            Place.until("the old peon has ended", () -> Processes.hasEnded(peon));
            place.assertNothingIsLeft();
            held.published(place, task).assertRows(HeldRows.rows(Map.of(held.fileOf(task), 2)));
        }
    }
}
