package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * From Druid's own runner to Henge, and back. That runner is played by {@link StockRunner}, and by an Overlord with a
 * runner for workers of which there are none: such a task is active in Druid's store, and its peon's actions are answered.
 */
@Tag("real-cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StockRunnerTest {
    private static final String HENGE = "multik8s";
    private static final String ANOTHER = "httpRemote";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path directory;

    private static World world;

    private static Place place;

    @BeforeAll
    static void up() throws InterruptedException {
        world = World.up(
                WorldSpec.standard(directory)
                        .withOverlords(1)
                        .withOverlordProperties(Map.of(OneOverlord.TYPE, ANOTHER)),
                new PrintedProgress());
        place = new Place(world);
    }

    @AfterAll
    static void down() {
        world.close();
    }

    /** Starts the Overlord again, with another runner; does nothing if it has that one. */
    private static void change(String runner) throws Exception {
        if (!runner.equals(OneOverlord.properties(world).get(OneOverlord.TYPE))) {
            OneOverlord.change(world, properties -> properties.put(OneOverlord.TYPE, runner));
        }
    }

    /** The first, since Henge adopts Jobs when it leads for the first time. */
    @Order(1)
    @Test
    void tasksThatDruidsOwnRunnerStartedGoOnInTheJobsThatTheyHave() throws Exception {
        try (HeldRows east = new HeldRows(1);
                HeldRows west = new HeldRows(1)) {
            StockRunner stock = new StockRunner(place);
            List<String> held = List.of(place.submit(east.task("from_east")), place.submit(west.task("from_west")));
            String ended = place.submitNoop(Duration.ofMillis(1));
            String neverLaunched = place.submitNoop(Duration.ofMillis(1));
            JsonNode unknown = JSON.readTree("{\"type\":\"noop\",\"id\":\"of_another_druid\","
                    + "\"groupId\":\"of_another_druid\",\"dataSource\":\"none\",\"runTime\":3600000}");
            stock.launch(held.get(0), "east");
            stock.launch(held.get(1), "west");
            stock.launch(ended, "east");
            stock.launch("west", unknown);
            Place.until("both ingestions have begun", () -> east.filesAsked() + west.filesAsked() == 2);
            Place.until("one Job has succeeded", () -> place.jobs().stream().anyMatch(StockRunnerTest::hasSucceeded));
            Map<String, String> before = Place.uidsByTask(place.jobs());

            change(HENGE);

            for (String task : held) {
                assertThat(place.running(task).path("attempt").asInt()).isEqualTo(1);
            }
            assertThat(place.placedOn("east", held)).containsExactly(held.get(0));
            place.assertSucceeds(ended);
            place.assertSucceeds(neverLaunched);
            Place.until(
                    "only the ingestions have rows", () -> place.placements().size() == 2);
            place.assertNoJobsBut(before);
            east.release();
            west.release();
            for (String task : held) {
                place.assertSucceeds(task);
            }
            new Published(place, "from_east").assertRows(HeldRows.rows(Map.of(0, 1)));
            new Published(place, "from_west").assertRows(HeldRows.rows(Map.of(0, 1)));
            Place.until("every row is gone", () -> place.placements().isEmpty());
            assertThat(Place.uidsByTask(place.jobs()))
                    .containsExactlyEntriesOf(Map.of("of_another_druid", before.get("of_another_druid")));
            place.ask("west", client -> client.batch().v1().jobs().delete());
            // Its pod would stay for the whole grace period.
            Place.peon("of_another_druid").ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static boolean hasSucceeded(Job job) {
        return Integer.valueOf(1).equals(job.getStatus().getSucceeded());
    }

    @Test
    void aTaskThatHengeStartedIsWhatDruidsOwnRunnerLooksForAndThereAndBackNoTaskIsLaunchedTwice() throws Exception {
        change(HENGE);
        try (HeldRows rows = new HeldRows(1);
                HeldRows later = new HeldRows(1)) {
            String task = place.submit(rows.task("back"));
            Place.until("the ingestion has begun", () -> rows.filesAsked() == 1);
            String cluster = place.running(task).path("cluster").asText();

            change(ANOTHER);

            Job job = found(place, cluster);
            assertThat(job.getMetadata().getName()).isEqualTo(StockRunner.nameOf(task));
            assertThat(job.getMetadata().getAnnotations()).containsEntry("task.id", task);
            assertThat(job.getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .get(0)
                            .getName())
                    .isEqualTo("main");
            JsonNode payload =
                    JSON.readTree(place.get("/druid/indexer/v1/task/" + task).body());
            assertThat(StockRunner.taskOf(job).path("id").asText()).isEqualTo(task);
            assertThat(StockRunner.taskOf(job).path("spec"))
                    .isEqualTo(payload.path("payload").path("spec"));
            rows.release();
            Place.until("the Job has succeeded", () -> hasSucceeded(found(place, cluster)));
            assertThat(JSON.readTree(place.world()
                                    .directory()
                                    .storage()
                                    .taskLogs()
                                    .resolve(task + ".status.json")
                                    .toFile())
                            .path("status")
                            .asText())
                    .isEqualTo("SUCCESS");
            new Published(place, "back").assertRows(HeldRows.rows(Map.of(0, 1)));

            String meanwhile = place.submit(later.task("meanwhile"));
            new StockRunner(place).launch(meanwhile, "west");
            Place.until("the ingestion has begun", () -> later.filesAsked() == 1);
            Map<String, String> before = Place.uidsByTask(place.jobs());
            // What an operator says before Henge leads again, so that it looks for Jobs which were launched since.
            new MetadataStore(world).change("DELETE FROM druid_henge_clusters");
            change(HENGE);
            assertThat(place.running(meanwhile).path("attempt").asInt()).isEqualTo(1);
            place.assertNoJobsBut(before);
            later.release();
            place.assertAllSucceed(List.of(task, meanwhile));
            assertThat(later.timesAsked(0)).isEqualTo(1);
        }
    }

    /** The one Job that Druid's own runner finds. */
    private static Job found(Place place, String cluster) {
        List<Job> found = place.ask(
                cluster,
                client -> client.batch()
                        .v1()
                        .jobs()
                        .withLabels(StockRunner.selector(place.cluster(cluster).namespace()))
                        .list()
                        .getItems());
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
