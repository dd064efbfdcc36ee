package io.henge.e2e.world;

import io.henge.demo.world.Environment;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The leader dies while a cluster hangs, in the middle of an ingestion on both clusters: every row arrives once. */
@Tag("real-cluster")
class LeaderLossIngestionTest {
    @TempDir
    Path directory;

    @Test
    void everyFileIsReadOnceAndEveryRowArrivesOnce() throws Exception {
        try (World world = World.up(WorldSpec.standard(directory), new PrintedProgress())) {
            Place before = new Place(world);
            try (HeldIngestion ingestion = HeldIngestion.begin(before, "through_a_loss", 2)) {
                List<String> tasks = ingestion.tasks();
                Environment.Server dead = before.leader();
                Place place = before.without(dead);
                try (FrozenCluster frozen = FrozenCluster.freeze(before, "west", tasks)) {
                    Processes.signal("KILL", dead.pid());
                    Place.until("another Overlord leads", place::isLed);
                    for (String task : frozen.tasks()) {
                        Place.until(task + " is in limbo", () -> place.isInLimbo(task));
                    }
                }
                Place.until("no task is in limbo any more", () -> !place.anyInLimbo());
                place.assertOneJobEach(tasks);
                ingestion.release();
                place.assertAllSucceed(tasks);
                ingestion.published().assertRows(HeldRows.rows(Map.of(0, 1, 1, 1)));
            }
        }
    }
}
