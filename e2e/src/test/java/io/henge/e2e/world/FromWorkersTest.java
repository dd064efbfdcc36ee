package io.henge.e2e.world;

import static io.henge.e2e.world.OneOverlord.RUNNER;
import static io.henge.e2e.world.OneOverlord.TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From workers to clusters: both side by side, then clusters alone, while tasks run. */
@Tag("real-cluster")
class FromWorkersTest {
    @TempDir
    private Path directory;

    @Test
    void everyTaskEndsWhereItBegan() throws Exception {
        WorldSpec spec = WorldSpec.standard(directory)
                .withClusters("east")
                .withOverlords(1)
                .withQuery(false)
                .withOverlordProperties(Map.of(TYPE, "httpRemote"));
        try (World world = World.up(spec, new PrintedProgress());
                HeldRows rows = new HeldRows(1)) {
            Place place = new Place(world);
            Worker worker = Worker.start(place);
            String onWorker = place.submit(rows.task("from_workers"));
            Place.until("the ingestion has begun", () -> rows.filesAsked() == 1);
            worker.assertHas(onWorker);

            OneOverlord.change(world, properties -> {
                properties.put(TYPE, "k8sAndWorker");
                // By which the ingestion would go to a cluster, if it were to be placed now.
                properties.put(RUNNER + "k8sAndWorker.runnerStrategy.type", "k8s");
            });
            String onCluster = place.submitNoop(Duration.ofMinutes(10));
            assertThat(place.running(onCluster).path("cluster").asText()).isEqualTo("east");
            worker.assertHas(onWorker);
            place.assertOneJobEach(List.of(onCluster));
            worker.disable();
            rows.release();
            place.assertSucceeds(onWorker);
            assertThat(rows.timesAsked(0)).isEqualTo(1);
            Place.until("the worker has nothing to do", worker::isIdle);

            Map<String, String> before = Place.uidsByTask(place.jobs());
            OneOverlord.change(world, properties -> properties.put(TYPE, "multik8s"));
            assertThat(place.running(onCluster).path("attempt").asInt()).isEqualTo(1);
            assertThat(Place.uidsByTask(place.jobs())).isEqualTo(before);
            place.post("/druid/indexer/v1/task/" + onCluster + "/shutdown");
            place.assertNothingIsLeft();
        }
    }
}
