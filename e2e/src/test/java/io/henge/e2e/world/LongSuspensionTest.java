package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Job is suspended for longer than a pod may take to start, after its pod has run for longer than that. */
@Tag("real-cluster")
@Tag("long")
class LongSuspensionTest {
    private static final Duration LAUNCH_TIMEOUT = Duration.ofSeconds(40);
    private static final Duration LONGER = LAUNCH_TIMEOUT.plusSeconds(15);

    @TempDir
    private Path directory;

    @Test
    void noTimeLimitCountsWhileAJobIsSuspended() throws Exception {
        WorldSpec spec = WorldSpec.standard(directory)
                .withClusters("east")
                .withOverlords(1)
                .withQuery(false)
                .withOverlordProperties(Map.of(OneOverlord.RUNNER + "k8sjobLaunchTimeout", LAUNCH_TIMEOUT.toString()));
        try (World world = World.up(spec, new PrintedProgress());
                HeldTasks held = new HeldTasks()) {
            Place place = new Place(world);
            SuspendedJob suspension = new SuspendedJob(place);
            String task = held.another(place);
            Place.pass(LONGER);
            JsonNode running = place.running(task);

            suspension.begin(running);
            Place.pass(LONGER);
            assertThat(suspension.isSuspended(task)).isTrue();
            assertThat(place.statusCode(task)).isEqualTo("RUNNING");

            suspension.lift(running);
            assertThat(place.running(task).path("attempt").asInt()).isEqualTo(1);
            held.release();
            place.assertAllSucceed(held.tasks());
        }
    }
}
