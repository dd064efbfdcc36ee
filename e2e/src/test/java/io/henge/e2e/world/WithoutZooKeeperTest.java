package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.demo.world.Environment;
import io.henge.demo.world.World;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Druid without ZooKeeper, as many have it who run it on Kubernetes: a lease says who leads, a leader that could not renew
 * it steps back in the process that it has, and a process whose runner does not begin ends.
 */
@Tag("real-cluster")
class WithoutZooKeeperTest {
    private static final int TASKS = 4;
    private static final int FILES = 2;

    @TempDir
    private static Path directory;

    private static World world;

    private static Place place;

    @BeforeAll
    static void up() throws InterruptedException {
        LeaseDiscovery leases = new LeaseDiscovery(directory.resolve("leases"));
        world = World.up(leases.added(directory.resolve("world")), new PrintedProgress());
        world.end("zookeeper");
        place = new Place(world);
    }

    @AfterAll
    static void down() {
        world.close();
    }

    /** The name of an Overlord among the parts of its world. */
    private static String name(Environment.Server overlord) {
        return "overlord-" + (place.environment().overlords().indexOf(overlord) + 1);
    }

    @Test
    void everyTaskRunsOnceWhileTheLeaderDiesAndTheNextOneIsFrozen() throws Exception {
        try (HeldTasks held = HeldTasks.begin(place, TASKS);
                HeldRows rows = new HeldRows(FILES)) {
            String ingestion = place.submit(rows.task("without_zookeeper"));
            Place.until("both files are being read", () -> rows.filesAsked() == FILES);
            Map<String, String> jobs = Place.uidsByTask(place.jobs());
            assertThat(jobs).as("the tasks and the two sub-tasks").hasSize(TASKS + 1 + FILES);

            Environment.Server dead = place.leader();
            Processes.signal("KILL", dead.pid());
            Place second = place.without(dead);
            Place.until("another Overlord leads and sees every task", () -> second.isLed() && !second.anyInLimbo());
            second.assertNoJobsBut(jobs);
            place.startAgain(dead);

            Environment.Server frozen = second.leader();
            Processes.signal("STOP", frozen.pid());
            Place third = place.without(frozen);
            Place.until("the lease has a new holder", () -> third.isLed() && !third.anyInLimbo());
            held.another(third);
            jobs.putAll(Place.uidsByTask(third.jobs()));
            Processes.signal("CONT", frozen.pid());
            Place.until(
                    "the thawed one leads no more",
                    () -> !new Place(world).leader().equals(frozen));
            third.assertNoJobsBut(jobs);

            // The thawed process has not ended: it takes over when it is asked to.
            Environment.Server last = third.leader();
            world.end(name(last));
            Place.until("the thawed one leads again", () -> place.isLed() && !place.anyInLimbo());
            assertThat(place.leader()).isEqualTo(frozen);
            place.startAgain(last);
            place.assertNoJobsBut(jobs);

            rows.release();
            place.assertSucceeds(ingestion);
            held.assertEachSucceedsAndRanOnce(place);
            for (int file = 0; file < FILES; file++) {
                assertThat(rows.timesAsked(file)).isEqualTo(1);
            }
            assertProcessed(ingestion);
        }
    }

    private static void assertProcessed(String ingestion) throws Exception {
        JsonNode report = new ObjectMapper()
                .readTree(place.get("/druid/indexer/v1/task/" + ingestion + "/reports")
                        .body());
        assertThat(report.findValues("processed"))
                .singleElement()
                .extracting(JsonNode::asInt)
                .isEqualTo(FILES * HeldRows.ROWS_PER_FILE);
    }

    /** The runner cannot begin without the ledger: that ends the process, and whoever comes next finds every task. */
    @Test
    void aLeaderWithoutItsStoreEndsAndItsTasksGoOn() throws Exception {
        try (HeldTasks held = HeldTasks.begin(place, TASKS)) {
            Map<String, String> jobs = Place.uidsByTask(place.jobs());
            Environment.Server dead = place.leader();
            Environment.Server next = place.environment().overlords().stream()
                    .filter(overlord -> !overlord.equals(dead))
                    .findFirst()
                    .orElseThrow();

            world.end("derby");
            Processes.signal("KILL", dead.pid());
            Place.until(
                    "the next leader has ended",
                    () -> ProcessHandle.of(next.pid()).isEmpty());
            world.start("derby");
            place.startAgain(dead);
            place.startAgain(next);

            Place.until("an Overlord leads and sees every task", () -> place.isLed() && !place.anyInLimbo());
            place.assertNoJobsBut(jobs);
            held.assertEachSucceedsAndRanOnce(place);
        }
    }
}
