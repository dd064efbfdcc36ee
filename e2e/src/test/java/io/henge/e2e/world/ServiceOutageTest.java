package io.henge.e2e.world;

import io.henge.demo.world.Environment;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every Overlord needs goes away while tasks run, and comes back: each task runs once and to its end. */
@Tag("real-cluster")
class ServiceOutageTest {
    private static final int TASKS = 4;

    /** How long the metadata store is away: as long as it takes to replace one. */
    private static final Duration OUTAGE = Duration.ofSeconds(20);

    /** So short that the task ends in the middle of the outage. */
    private static final Duration SHORT_TASK_TIME = Duration.ofSeconds(5);

    @TempDir
    static Path directory;

    private static World world;

    private static Place place;

    @BeforeAll
    static void up() throws InterruptedException {
        world = World.up(WorldSpec.standard(directory).withQuery(false), new PrintedProgress());
        place = new Place(world);
    }

    @AfterAll
    static void down() {
        world.close();
    }

    @Test
    void theMetadataStoreIsAwayForAWhile() throws Exception {
        try (HeldTasks held = HeldTasks.begin(place, TASKS)) {
            String ending = place.submitNoop(SHORT_TASK_TIME);
            Place.until("the short task has begun", () -> Place.peon(ending).isPresent() || place.hasEnded(ending));
            Map<String, String> jobs = Place.uidsByTask(place.jobs());

            world.end("derby");
            Place.pass(OUTAGE);
            world.start("derby");

            place.assertSucceeds(ending);
            place.assertNoJobsBut(jobs);
            place.assertSucceeds(place.submitNoop(Duration.ofMillis(1)));
            held.assertEachSucceedsAndRanOnce(place);
        }
    }

    @Test
    void zooKeeperIsRestarted() throws Exception {
        try (HeldTasks held = HeldTasks.begin(place, TASKS)) {
            Map<String, String> jobs = Place.uidsByTask(place.jobs());

            world.end("zookeeper");
            Place.until("no Overlord leads", () -> !place.isLed());
            world.start("zookeeper");

            Place.until("an Overlord leads and sees every task", () -> !place.anyInLimbo());
            place.assertNoJobsBut(jobs);
            place.assertSucceeds(place.submitNoop(Duration.ofMillis(1)));
            held.assertEachSucceedsAndRanOnce(place);
        }
    }

    /** As after some losses of ZooKeeper, when Druid takes two Overlords for the leader. */
    @Test
    void anOverlordThatIsOvertakenAndDoesNotNoticeEnds() throws Exception {
        try (HeldTasks held = HeldTasks.begin(place, TASKS)) {
            Environment.Server overtaken = place.leader();
            Map<String, String> jobs = Place.uidsByTask(place.jobs());

            new MetadataStore(world).change("UPDATE druid_henge_term SET epoch = epoch + 1");
            Place.until(
                    "the overtaken Overlord has ended",
                    () -> ProcessHandle.of(overtaken.pid()).isEmpty());

            Place other = place.without(overtaken);
            Place.until("another Overlord leads and sees every task", () -> other.isLed() && !other.anyInLimbo());
            other.assertNoJobsBut(jobs);
            place.startAgain(overtaken);
            held.assertEachSucceedsAndRanOnce(place);
        }
    }
}
