package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.demo.world.Environment;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The leadership moves while tasks run: nothing is started twice, nothing is lost. */
@Tag("real-cluster")
class LeaderChangeTest {
    /** Long enough to be running through everything that a test does to the world. */
    private static final Duration TASK_TIME = Duration.ofSeconds(60);

    private static final Duration ENDLESS = Duration.ofMinutes(10);

    private static final int TASKS = 4;

    @TempDir
    private static Path directory;

    private static World world;

    private static Place before;

    @BeforeAll
    static void up() throws InterruptedException {
        world = World.up(
                WorldSpec.standard(directory)
                        .withQuery(false)
                        // Longer than any test: nothing here may depend on that it passes.
                        .withOverlordProperties(Map.of("druid.indexer.runner.outcome.podEndWait", "PT1H")),
                new PrintedProgress());
        before = new Place(world);
    }

    @AfterAll
    static void down() {
        world.close();
    }

    @Test
    void aDeadLeaderIsFollowedAlsoWhileAClusterHangs() throws Exception {
        List<String> tasks = before.startNoops(TASKS, TASK_TIME);
        long[] west = Processes.of(before.cluster("west"));
        Environment.Server dead = before.leader();

        Processes.signal("STOP", west);
        Processes.signal("KILL", dead.pid());

        Place place = before.without(dead);
        Place.until("another Overlord leads", place::isLed);
        String fresh = place.submitNoop(Duration.ofMillis(1));
        place.assertSucceeds(fresh);
        Place.until("the tasks of west are in limbo", place::anyInLimbo);

        Processes.signal("CONT", west);
        Place.until("no task is in limbo any more", () -> !place.anyInLimbo());
        Place.until(
                "the Job of the short task is gone",
                () -> place.placement(fresh).isEmpty());
        place.assertOneJobEach(tasks);
        place.assertAllSucceed(tasks);
        before.startAgain(dead);
    }

    @Test
    void aFrozenLeaderDoesNoHarmWhenItThaws() throws Exception {
        List<String> tasks = before.startNoops(TASKS, TASK_TIME);
        Environment.Server frozen = before.leader();

        Processes.signal("STOP", frozen.pid());
        Place place = before.without(frozen);
        Place.until("another Overlord leads", place::isLed);
        tasks.add(place.submitNoop(TASK_TIME));
        place.running(tasks.get(tasks.size() - 1));
        Processes.signal("CONT", frozen.pid());

        Place.until(
                "the thawed Overlord leads no more",
                () -> new Place(world).leader().equals(place.leader())
                        && !place.leader().equals(frozen));
        place.assertOneJobEach(tasks);
        place.assertAllSucceed(tasks);
    }

    @Test
    void aTaskThatWasCancelledWhileItsClusterHungLosesItsJobAtOnceWhenThatThaws() throws Exception {
        List<String> tasks = before.startNoops(2, ENDLESS);
        String cancelled = before.placedOn("west", tasks).get(0);
        String other = before.placedOn("east", tasks).get(0);
        long[] west = Processes.of(before.cluster("west"));
        Environment.Server dead = before.leader();

        Processes.signal("STOP", west);
        before.shutDown(cancelled);
        assertThat(before.ended(cancelled).path("statusCode").asText()).isEqualTo("FAILED");
        Processes.signal("KILL", dead.pid());
        Place place = before.without(dead);
        Place.until("another Overlord leads", place::isLed);
        assertThat(Place.peon(cancelled)).as("its pod runs on").isPresent();
        Processes.signal("CONT", west);

        Place.until(
                "its Job and its process are gone",
                () -> place.jobs("west").isEmpty() && Place.peon(cancelled).isEmpty());
        Place.until("its row is gone", () -> place.placement(cancelled).isEmpty());
        place.running(other);
        place.shutDown(other);
        place.assertNothingIsLeft();
        before.startAgain(dead);
    }
}
