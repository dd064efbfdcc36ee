package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is no reason to take a task from its cluster, whatever it looks like from afar. */
abstract class KeptTasksTest extends ThreeClusters {
    private static final int TASKS = 3;

    /** So much longer than {@code lostAfter} that a loss would have been acted on. */
    private static final Duration LONG = Duration.ofSeconds(25);

    private static final Pattern TOKEN = Pattern.compile("(token: *\"?)[^\"\\s]+");

    private void assertNothingWasTaken(List<String> tasks) throws Exception {
        for (String cluster : CLUSTERS) {
            assertThat(new Failovers(place, cluster).of(tasks)).isEmpty();
        }
        assertThat(new Failovers(place, "east").events("fenced", tasks)).isZero();
    }

    @Test
    void aTaskThatWorksOnWhileTheApiServerHangs() throws Exception {
        try (DrippingRows rows = new DrippingRows()) {
            String task = place.submit(rows.task("dripping"));
            Failovers told =
                    new Failovers(place, place.running(task).path("cluster").asText());
            Place.until("it reads", () -> rows.sent() > 1);
            long apiserver = place.cluster(told.cluster()).pids().apiserver();
            Processes.signal("STOP", apiserver);
            try {
                Place.until(
                        "what it asks for, or answers, keeps the cluster from being lost",
                        () -> told.shown().path("why").asText().contains("not lost: a task there"));
                assertThat(told.state()).isEqualTo("Unreachable");
                assertThat(told.shown()
                                .path("evidence")
                                .path("peons")
                                .path("heardAt")
                                .asText())
                        .as("it has answered")
                        .startsWith("2");
                rows.finish();
                place.assertSucceeds(task);
            } finally {
                Processes.signal("CONT", apiserver);
            }
            told.awaitState("Healthy");
            assertNothingWasTaken(List.of(task));
            assertThat(rows.readers()).isEqualTo(1);
            new Published(place, "dripping").assertCount(rows.sent());
            place.assertNothingIsLeft();
        }
    }

    @Test
    void tasksOfAClusterWhoseCredentialsWereRotatedWrongly() throws Exception {
        try (HeldTasks held = HeldTasks.begin(place, TASKS)) {
            String cluster = place.placement(held.tasks().get(0))
                    .orElseThrow()
                    .path("cluster")
                    .asText();
            Failovers told = new Failovers(place, cluster);
            Path kubeconfig = Path.of(place.cluster(cluster).hengeKubeconfig());
            String right = Files.readString(kubeconfig);
            String wrong = TOKEN.matcher(right).replaceAll("$1wrong");
            assertThat(wrong).isNotEqualTo(right);
            Files.writeString(kubeconfig, wrong);
            try {
                told.awaitState("Misconfigured");
                Place.pass(LONG);
                assertThat(told.state()).isEqualTo("Misconfigured");
                assertThat(told.shown().path("why").asText()).contains("401");
                assertNothingWasTaken(held.tasks());
            } finally {
                Files.writeString(kubeconfig, right);
            }
            told.awaitState("Healthy");
            held.assertEachSucceedsAndRanOnce(place);
            assertNothingWasTaken(held.tasks());
        }
    }

    @Test
    void tasksOfTwoClustersThatAreGoneAtOnce() throws Exception {
        try (HeldTasks held = HeldTasks.begin(place, TASKS)) {
            List<Failovers> both;
            try (FrozenCluster north = FrozenCluster.freeze(place, "north", held.tasks());
                    FrozenCluster west = FrozenCluster.freeze(place, "west", held.tasks())) {
                both = List.of(new Failovers(place, north.name()), new Failovers(place, west.name()));
                both.forEach(told -> told.awaitState("Unreachable"));
                Place.pass(LONG);
                for (Failovers told : both) {
                    assertThat(told.state()).isEqualTo("Unreachable");
                    assertThat(told.shown().path("why").asText()).contains("held: 2 of 3 clusters turned bad together");
                }
                assertNothingWasTaken(held.tasks());
            }
            both.forEach(told -> told.awaitState("Healthy"));
            held.assertEachSucceedsAndRanOnce(place);
            assertNothingWasTaken(held.tasks());
        }
    }
}
