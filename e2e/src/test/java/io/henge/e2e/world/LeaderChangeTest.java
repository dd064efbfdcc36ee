package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.demo.world.Environment;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The leadership moves while tasks run: nothing is started twice, nothing is lost. */
@Tag("real-cluster")
class LeaderChangeTest {
    /** Long enough to be running through everything that a test does to the world. */
    private static final Duration TASK_TIME = Duration.ofSeconds(60);

    private static final int TASKS = 4;

    @TempDir
    Path directory;

    private World up() throws InterruptedException {
        return World.up(WorldSpec.standard(directory).withQuery(false), new PrintedProgress());
    }

    private static List<String> startTasks(Place place) throws Exception {
        List<String> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            tasks.add(place.submitNoop(TASK_TIME));
        }
        for (String task : tasks) {
            place.running(task);
        }
        assertThat(place.druid().placements().orElseThrow().path("placements").findValuesAsText("cluster"))
                .contains("east", "west");
        return tasks;
    }

    private static void assertOneJobEach(Place place, List<String> tasks) {
        assertThat(place.jobs())
                .extracting(job -> job.getMetadata().getAnnotations().get("task.id"))
                .containsExactlyInAnyOrderElementsOf(tasks);
    }

    private static void assertAllSucceed(Place place, List<String> tasks) throws Exception {
        for (String task : tasks) {
            assertThat(place.ended(task).path("statusCode").asText()).isEqualTo("SUCCESS");
        }
        Place.until(
                "every row is gone",
                () -> place.druid()
                        .placements()
                        .orElseThrow()
                        .path("placements")
                        .isEmpty());
        assertThat(place.jobs()).isEmpty();
        assertThat(place.pods()).isEmpty();
    }

    private static long[] processesOf(Environment.Cluster cluster) {
        Environment.Pids pids = cluster.pids();
        return LongStream.concat(
                        LongStream.of(pids.etcd(), pids.apiserver(), pids.controllerManager(), pids.scheduler()),
                        pids.nodes().stream().mapToLong(Long::longValue))
                .toArray();
    }

    @Test
    void aDeadLeaderIsFollowedAlsoWhileAClusterHangs() throws Exception {
        try (World world = up()) {
            Place before = new Place(world);
            List<String> tasks = startTasks(before);
            long[] west = processesOf(world.environment().clusters().stream()
                    .filter(cluster -> cluster.name().equals("west"))
                    .findFirst()
                    .orElseThrow());
            Environment.Server dead = before.leader();

            Processes.signal("STOP", west);
            Processes.signal("KILL", dead.pid());

            Place place = before.without(dead);
            Place.until("another Overlord leads", () -> place.leader() != null);
            String fresh = place.submitNoop(Duration.ofMillis(1));
            assertThat(place.ended(fresh).path("statusCode").asText()).isEqualTo("SUCCESS");
            Place.until(
                    "the tasks of west are in limbo",
                    () -> place.druid()
                            .placements()
                            .orElseThrow()
                            .path("placements")
                            .findValuesAsText("state")
                            .contains("limbo"));

            Processes.signal("CONT", west);
            Place.until(
                    "no task is in limbo any more",
                    () -> !place.druid()
                            .placements()
                            .orElseThrow()
                            .path("placements")
                            .findValuesAsText("state")
                            .contains("limbo"));
            Place.until(
                    "the Job of the short task is gone",
                    () -> place.placement(fresh).isEmpty());
            assertOneJobEach(place, tasks);
            assertAllSucceed(place, tasks);
        }
    }

    @Test
    void aFrozenLeaderDoesNoHarmWhenItThaws() throws Exception {
        try (World world = up()) {
            Place before = new Place(world);
            List<String> tasks = startTasks(before);
            Environment.Server frozen = before.leader();

            Processes.signal("STOP", frozen.pid());
            Place place = before.without(frozen);
            Place.until("another Overlord leads", () -> place.leader() != null);
            tasks.add(place.submitNoop(TASK_TIME));
            place.running(tasks.get(tasks.size() - 1));
            Processes.signal("CONT", frozen.pid());

            Place.until(
                    "the thawed Overlord leads no more",
                    () -> new Place(world).leader().equals(place.leader())
                            && !place.leader().equals(frozen));
            assertOneJobEach(place, tasks);
            assertAllSucceed(place, tasks);
        }
    }
}
