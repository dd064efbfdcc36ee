package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.henge.demo.database.PostgresPrograms;
import io.henge.demo.druid.DruidKind;
import io.henge.demo.druid.StoreKind;
import io.henge.demo.process.ProcessMark;
import io.henge.demo.world.Environment;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The leadership moves while tasks run, on PostgreSQL: nothing is started twice, nothing is lost. */
@Tag("real-cluster")
class LeaderChangeTest {
    private static final Duration ENDLESS = Duration.ofMinutes(10);

    private static final int TASKS = 4;

    @TempDir
    private static Path directory;

    private static World world;

    private static Place before;

    @BeforeAll
    static void up() throws InterruptedException, IOException {
        // Where we are root, PostgreSQL runs as nobody, who is to find it there.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        WorldSpec spec = WorldSpec.standard(directory)
                .withQuery(false)
                .withDruid(DruidKind.standard().withStore(store()))
                // Longer than any test: nothing here may depend on that it passes.
                .withOverlordProperties(Map.of("druid.indexer.runner.outcome.podEndWait", "PT1H"));
        world = World.up(spec, new PrintedProgress());
        before = new Place(world);
    }

    /** Where there is no PostgreSQL, the leadership moves on Derby, but for the one case that Derby cannot have. */
    private static StoreKind store() {
        return PostgresPrograms.misfit().isEmpty() ? StoreKind.POSTGRESQL : StoreKind.DERBY;
    }

    @AfterAll
    static void down() {
        world.close();
    }

    @Test
    void aDeadLeaderIsFollowedAlsoWhileAClusterHangs() throws Exception {
        try (HeldTasks held = HeldTasks.begin(before, TASKS)) {
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
            place.assertOneJobEach(held.tasks());
            held.assertEachSucceedsAndRanOnce(place);
            before.startAgain(dead);
        }
    }

    @Test
    void aFrozenLeaderDoesNoHarmWhenItThaws() throws Exception {
        try (HeldTasks held = HeldTasks.begin(before, TASKS)) {
            Environment.Server frozen = before.leader();

            Processes.signal("STOP", frozen.pid());
            Place place = before.without(frozen);
            Place.until("another Overlord leads", place::isLed);
            held.another(place);
            Processes.signal("CONT", frozen.pid());

            awaitLeadsNoMore(frozen);
            place.assertOneJobEach(held.tasks());
            held.assertEachSucceedsAndRanOnce(place);
        }
    }

    private static void awaitLeadsNoMore(Environment.Server thawed) {
        Place others = before.without(thawed);
        Place.until(
                "the thawed Overlord leads no more",
                () -> new Place(world).leader().equals(others.leader())
                        && !others.leader().equals(thawed));
    }

    @Test
    void aLeaderThatIsFrozenBetweenItsLastWriteAndItsCommitBlocksNobody() throws Exception {
        PostgresPrograms.misfit().ifPresent(misfit -> abort("No leader is frozen within a transaction: " + misfit));
        List<String> tasks = before.startNoops(2, ENDLESS);
        Environment.Server frozen = before.leader();
        try (HeldTerm term = HeldTerm.take(world.environment())) {
            tasks.add(before.submitNoop(ENDLESS));
            term.freeze(frozen);
        }
        long frozenNanos = System.nanoTime();

        Place place = before.without(frozen);
        Place.until("another Overlord leads", place::isLed);
        Duration led = Duration.ofNanos(System.nanoTime() - frozenNanos);
        String fresh = place.submitNoop(Duration.ofMillis(1));
        place.assertSucceeds(fresh);
        Duration done = Duration.ofNanos(System.nanoTime() - frozenNanos);
        System.out.println("With the leader frozen within a transaction, another one led after " + led.toMillis()
                + " ms and had run a task to its end after " + done.toMillis() + " ms");
        place.running(tasks.get(tasks.size() - 1));
        Place.until(
                "the Job of the short task is gone",
                () -> place.placement(fresh).isEmpty());
        Map<String, String> jobs = Place.uidsByTask(place.jobs());
        assertThat(jobs).containsOnlyKeys(tasks);
        assertThat(ProcessMark.of(frozen.pid()).orElseThrow().isStopped())
                .as("it is frozen still")
                .isTrue();

        Processes.signal("CONT", frozen.pid());
        awaitLeadsNoMore(frozen);
        for (String task : tasks) {
            place.running(task);
        }
        assertThat(Place.uidsByTask(place.jobs())).isEqualTo(jobs);
        for (String task : tasks) {
            place.shutDown(task);
        }
        place.assertNothingIsLeft();
    }

    @Test
    void aTaskThatWasCancelledWhileItsClusterHungKeepsItsPlaceUntilItsJobIsGoneAtOnceWhenThatThaws() throws Exception {
        List<String> tasks = before.startNoops(2, ENDLESS);
        before.configure("{\"capacity\":" + tasks.size() + "}");
        String cancelled = before.placedOn("west", tasks).get(0);
        String other = before.placedOn("east", tasks).get(0);
        long[] west = Processes.of(before.cluster("west"));
        Environment.Server dead = before.leader();

        Processes.signal("STOP", west);
        before.shutDown(cancelled);
        assertThat(before.ended(cancelled).path("statusCode").asText()).isEqualTo("FAILED");
        String next = before.submitNoop(ENDLESS);
        Place.until("the next task waits", () -> waits(before, next));
        Processes.signal("KILL", dead.pid());
        Place place = before.without(dead);
        Place.until("another Overlord leads, and the next task waits", () -> place.isLed() && waits(place, next));
        assertThat(Place.peon(cancelled)).as("its pod runs on").isPresent();
        assertThat(place.placement(cancelled)).as("its row is there").isPresent();
        Processes.signal("CONT", west);

        Place.until(
                "its row, its Job and its process are gone",
                () -> place.placement(cancelled).isEmpty()
                        && Place.peon(cancelled).isEmpty()
                        && !Place.uidsByTask(place.jobs()).containsKey(cancelled));
        place.running(next);
        place.running(other);
        before.startAgain(dead);
        before.configure("{\"capacity\":" + Integer.MAX_VALUE + "}");
        for (String task : List.of(next, other)) {
            before.shutDown(task);
        }
        before.assertNothingIsLeft();
    }

    private static boolean waits(Place place, String task) throws InterruptedException {
        return place.placement(task)
                .filter(placement -> placement.path("state").asText().equals("waiting"))
                .isPresent();
    }
}
