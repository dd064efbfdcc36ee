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

/** From workers to clusters and back: both side by side, clusters alone, both again, while tasks run. */
@Tag("real-cluster")
class FromWorkersTest {
    private static final String STRATEGY = RUNNER + "k8sAndWorker.runnerStrategy.type";

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
                properties.put(STRATEGY, "k8s");
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
            assertGoesOn(place, onCluster, before);

            worker.enable();
            OneOverlord.change(world, properties -> {
                properties.put(TYPE, "k8sAndWorker");
                properties.put(STRATEGY, "worker");
            });
            String backOnWorker = place.submitNoop(Duration.ofMillis(1));
            place.assertSucceeds(backOnWorker);
            worker.assertHas(backOnWorker);
            assertGoesOn(place, onCluster, before);
            place.shutDown(onCluster);
            place.assertNothingIsLeft();
        }
    }

    private static void assertGoesOn(Place place, String task, Map<String, String> jobs) throws InterruptedException {
        assertThat(place.running(task).path("attempt").asInt()).isEqualTo(1);
        assertThat(Place.uidsByTask(place.jobs())).isEqualTo(jobs);
    }
}
