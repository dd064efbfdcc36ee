package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.demo.show.Demo;
import io.henge.demo.show.DemoReport;
import io.henge.demo.world.Blackout;
import io.henge.demo.world.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One of three clusters is killed with all that it runs, in the middle of batch tasks and of an ingestion with sub-tasks: they
 * run again elsewhere by themselves, every row arrives once, and what is left goes when the cluster is back.
 */
abstract class ClusterLossTest extends ThreeClusters {

    private void assertRecorded(List<JsonNode> failovers, CaughtWork work, List<String> taken) {
        assertThat(failovers)
                .extracting(failover -> failover.path("task").asText())
                .as("each once")
                .containsExactlyInAnyOrderElementsOf(taken);
        assertThat(failovers).allSatisfy(failover -> {
            assertThat(failover.path("trigger").asText()).isEqualTo("cluster_lost");
            assertThat(failover.path("attempt").asInt()).isEqualTo(1);
            assertThat(failover.path("why").asText()).contains("is lost");
            assertThat(failover.path("evidence").path("probe").asText()).contains("could not be reached");
            if (work.isRelaunched(failover.path("task").asText())) {
                assertThat(failover.path("to").asText())
                        .isIn((Object[]) CLUSTERS)
                        .isNotEqualTo(failover.path("from").asText());
            }
        });
    }

    /** Returns once another one leads. */
    private void kill(Environment.Server leader) throws Exception {
        Processes.signal("KILL", leader.pid());
        awaitAnother(leader);
    }

    private void awaitAnother(Environment.Server dead) {
        Place.until(
                "another Overlord leads", () -> place.isLed() && !place.leader().equals(dead));
    }

    /** Lets all be done, and asserts that it was done once. */
    private void assertDoneOnce(CaughtWork work, Failovers told, List<String> taken) throws Exception {
        Place.until("all are taken", () -> told.of(taken).size() == taken.size());
        work.release();
        work.assertComplete(taken);
        assertRecorded(told.of(taken), work, taken);
        List<String> relaunched = taken.stream().filter(work::isRelaunched).toList();
        assertThat(told.events("fenced", relaunched)).isEqualTo(relaunched.size());
    }

    /** Brings the cluster back; what is left of the attempts that ran there goes, and new ones may come. */
    private void assertOrphansGo(Blackout blackout, Failovers told, List<String> taken) throws Exception {
        blackout.end();
        Place.until(
                "the old attempts are gone",
                () -> told.of(taken).stream()
                        .allMatch(failover -> failover.path("purgedAt").isTextual()));
        assertThat(blackout.podProcesses()).isZero();
        place.assertNothingIsLeft();
        told.awaitState("Healthy");
        assertThat(told.of(taken))
                .noneMatch(failover -> failover.path("falsePositive").asBoolean());
    }

    @Test
    void whatRanOnALostClusterRunsAgainElsewhereAndItsOrphansGoWhenItIsBack() throws Exception {
        try (CaughtWork work = CaughtWork.begin(place, "sub_tasks_lost")) {
            String cluster = work.clusterOfSubTasksAlone();
            List<String> taken = work.takenFrom(cluster);
            Failovers told = new Failovers(place, cluster);
            try (Blackout blackout = world.lose(cluster)) {
                assertThat(blackout.podProcesses()).isZero();
                told.awaitState("Lost");
                assertDoneOnce(work, told, taken);
                assertOrphansGo(blackout, told, taken);
            }
        }
    }

    @Test
    void theNextLeaderTakesThemWhereTheFirstOneDiesBeforeTheClusterIsLost() throws Exception {
        try (CaughtWork work = CaughtWork.begin(place, "parent_lost")) {
            String cluster = work.clusterOfParent();
            List<String> taken = work.takenFrom(cluster);
            Failovers told = new Failovers(place, cluster);
            Environment.Server dead = place.leader();
            try (Blackout blackout = world.lose(cluster)) {
                told.awaitState("Unreachable");
                kill(dead);
                told.awaitState("Lost");
                assertDoneOnce(work, told, taken);
                assertOrphansGo(blackout, told, taken);
            } finally {
                place.startAgain(dead);
            }
        }
    }

    @Test
    void theNextLeaderGoesOnWhereTheFirstOneDiesRightAfterAFence() throws Exception {
        try (CaughtWork work = CaughtWork.begin(place, "fenced_and_left")) {
            String cluster = work.clusterOfSubTasksAlone();
            List<String> taken = work.takenFrom(cluster);
            Failovers told = new Failovers(place, cluster);
            Environment.Server dead = place.leader();
            try (Blackout blackout = world.lose(cluster)) {
                Place.until("one is taken", () -> !told.of(taken).isEmpty());
                kill(dead);
                try {
                    assertDoneOnce(work, told, taken);
                    assertOrphansGo(blackout, told, taken);
                } finally {
                    place.startAgain(dead);
                }
            }
        }
    }

    @Test
    void theNextLeaderTakesThemWhereTheFirstOneDiesInTheWriteThatTakesThem() throws Exception {
        try (CaughtWork work = CaughtWork.begin(place, "died_writing")) {
            String cluster = work.clusterOfParent();
            List<String> taken = work.takenFrom(cluster);
            Failovers told = new Failovers(place, cluster);
            Environment.Server dead = place.leader();
            try (Blackout blackout = world.lose(cluster)) {
                try (DerbyTerm term = new DerbyTerm(place.environment())) {
                    // That it is silent is on record before: the one write that waits is the one that takes.
                    told.awaitState("Unreachable");
                    Place.until("since when is on record", () -> term.isSilenceRecorded(cluster));
                    term.hold();
                    Place.until("the leader waits in the middle of its write", term::isWaitedFor);
                    Processes.signal("KILL", dead.pid());
                }
                awaitAnother(dead);
                assertThat(told.of(taken)).isEmpty();
                assertDoneOnce(work, told, taken);
                // And the one after that has what is owed from the ledger alone.
                Environment.Server second = place.leader();
                place.startAgain(dead);
                try {
                    kill(second);
                    assertOrphansGo(blackout, told, taken);
                } finally {
                    place.startAgain(second);
                }
            }
        }
    }

    @Test
    void theDemoShowsALossAndProvesThatEveryRowArrivesOnce() throws Exception {
        Path flights = Path.of(System.getProperty("henge.root"), "demo/data/flights-20k.json");
        DemoReport report = new Demo(world, flights, "west", System.err::println).run(Duration.ZERO);
        assertThat(report.proved()).as(report.text()).isTrue();
        place.assertNothingIsLeft();
    }
}
