package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.henge.demo.druid.DruidKind;
import io.henge.demo.druid.DruidVersion;
import io.henge.demo.show.Flights;
import io.henge.demo.world.Environment;
import io.henge.demo.world.Installation;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same jar in another version of Druid than the one it is built against, and in a Coordinator that is also Overlord. */
@Tag("real-cluster")
class DruidKindsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int FILES = 2;

    /** Peons that load the extension too, and write their metrics into their logs. */
    private static final String PEONS_WITH_HENGE = """
            {"spec": {"containers": [{"name": "main", "env": [
              {"name": "druid_extensions_directory", "value": "%s"},
              {"name": "druid_extensions_loadList", "value": "[\\"henge\\"]"},
              {"name": "druid_emitter", "value": "logging"},
              {"name": "druid_monitoring_emissionPeriod", "value": "PT2S"},
              {"name": "druid_monitoring_monitors", "value": "[\\"org.apache.druid.java.util.metrics.JvmMonitor\\"]"}
            ]}]}}
            """;

    /** Those of the reading side of each REST resource. */
    private static final List<String> PATHS =
            List.of("clusters", "placements", "taskrunner/executionconfig", "taskrunner/podTemplates");

    @TempDir
    private Path directory = Path.of("");

    static Stream<DruidKind> kinds() {
        return Stream.of(DruidKind.of(DruidVersion.V37), DruidKind.standard().withCoordinatorAsOverlord());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void tasksSucceedStaleAttemptsAreRefusedAndADeadLeaderIsFollowed(DruidKind kind) throws Exception {
        WorldSpec spec = WorldSpec.standard(directory)
                .withClusters("east")
                .withQuery(false)
                .withDruid(kind)
                .withOverlordProperties(Map.of(
                        "druid.indexer.runner.clusters[0].podPatch",
                        PEONS_WITH_HENGE.formatted(Installation.find().extensions())));
        try (World world = World.up(spec, new PrintedProgress());
                HeldTasks held = new HeldTasks()) {
            Place before = new Place(world);
            assertThat(before.get("/status").body())
                    .startsWith("{\"version\":\"" + kind.version().number() + "\"");
            String task = held.another(before);
            before.assertLocated(task);
            String endless = before.submitNoop(Duration.ofMinutes(10));
            before.running(endless);
            for (String path : PATHS) {
                assertThat(before.get("/druid/indexer/v1/k8s/" + path).statusCode())
                        .as(path)
                        .isEqualTo(200);
            }
            assertStaleAttemptIsRefused(before, task);
            Map<String, String> jobs = Place.uidsByTask(before.jobs());

            Environment.Server dead = before.leader();
            Processes.signal("KILL", dead.pid());
            Place place = before.without(dead);
            Place.until("another Overlord leads", place::isLed);
            Place.until("it sees the task", () -> !place.anyInLimbo());
            place.assertNoJobsBut(jobs);
            place.shutDown(endless);
            assertThat(place.ended(endless).path("statusCode").asText()).isEqualTo("FAILED");
            String ingestion = ingest(place);
            place.assertSucceeds(ingestion);
            held.assertEachSucceedsAndRanOnce(place);

            assertThat(place.log(task)).contains(task).contains("SUCCESS").contains("\"podTemplate\":\"base\"");
            assertEveryRowIsPublished(place, ingestion);
        }
    }

    private static String ingest(Place place) throws InterruptedException {
        Path data = place.world().directory().data();
        new Flights(Installation.find().flights()).split(data, FILES);
        return place.druid().submit(Flights.task(data, FILES));
    }

    private static void assertEveryRowIsPublished(Place place, String ingestion) throws Exception {
        JsonNode report = JSON.readTree(
                place.get("/druid/indexer/v1/task/" + ingestion + "/reports").body());
        assertThat(report.findValues("processed"))
                .singleElement()
                .extracting(JsonNode::asLong)
                .isEqualTo(Flights.ROWS);
        Path segments = place.world().directory().storage().segments().resolve(Flights.DATA_SOURCE);
        try (Stream<Path> files = Files.walk(segments)) {
            assertThat(files).anyMatch(Files::isRegularFile);
        }
    }

    /** What a peon of an attempt that is no more would ask for: an action, and the submission of a sub-task. */
    private static void assertStaleAttemptIsRefused(Place place, String task) throws Exception {
        ObjectNode shipped = (ObjectNode)
                JSON.readTree(place.get("/druid/indexer/v1/task/" + task).body())
                        .path("payload");
        shipped.withObject("/context/henge").put("task", task).put("attempt", 1).put("token", "0".repeat(32));
        ObjectNode action = JSON.createObjectNode();
        action.set("task", shipped);
        action.putObject("action").put("type", "lockList");
        assertThat(place.post("/druid/indexer/v1/action", action.toString()).statusCode())
                .isEqualTo(403);
        ObjectNode subTask = shipped.deepCopy().put("id", task + "-sub");
        assertThat(place.post("/druid/indexer/v1/task", subTask.toString()).statusCode())
                .isEqualTo(403);
    }
}
