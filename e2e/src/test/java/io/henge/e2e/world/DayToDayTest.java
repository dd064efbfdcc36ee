package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpecBuilder;
import io.henge.demo.world.Environment;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator of three clusters does on a working day: rules, cordons, drains, pauses, and asking why. */
@Tag("real-cluster")
class DayToDayTest {
    private static final String RUNNER = "druid.indexer.runner.";
    private static final Duration LONG = Duration.ofMinutes(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path directory;

    private static World world;
    private static Place place;

    @BeforeAll
    static void bringUp() throws Exception {
        String rules = """
                [{"name":"a-in-east","when":{"dataSource":["a"]},"require":{"labels":{"zone":["a"]}}},
                 {"name":"b-rather-west","when":{"tags":{"team":["b"]}},"prefer":{"name":["west"],"weight":9}},
                 {"name":"old-may","when":{"context":{"age":["old"]}},"tolerate":{"key":"old"}},
                 {"name":"old-must","when":{"context":{"age":["old"]}},"require":{"name":["north"]}},
                 {"name":"noops-of-t","when":{"type":["noop"],"dataSource":["t"]},"exclude":{"name":["east"]}},
                 {"name":"no-compaction","when":{"type":["compact"]},"exclude":{"name":["west"]}},
                 {"name":"nightly","when":{"groupId":["nightly"]},"exclude":{"labels":{"zone":["a"]}}},
                 {"name":"near","when":{"groupId":["near"]},"together":true}]""";
        world = World.up(
                WorldSpec.standard(directory)
                        .withClusters("east", "north", "west")
                        .withQuery(false)
                        .withOverlordProperties(Map.of(
                                RUNNER + "clusters[0].clusterLabels.zone", "a",
                                RUNNER + "clusters[1].taints[0]", "old:NoSchedule",
                                RUNNER + "clusters[2].clusterLabels.zone", "b",
                                RUNNER + "placement.rules", rules)),
                new PrintedProgress());
        place = new Place(world);
        place.awaitObserved("east", "north", "west");
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @AfterEach
    void leaveNothing() throws Exception {
        for (JsonNode placement : place.placements()) {
            int unused = place.askToShutDown(placement.path("task").asText());
        }
        place.assertNothingIsLeft();
    }

    private static String noop(String dataSource, String context, Duration time) {
        return "{\"type\":\"noop\",\"dataSource\":\"" + dataSource + "\",\"runTime\":" + time.toMillis()
                + ",\"context\":" + context + "}";
    }

    private static String submit(String dataSource, String context) throws Exception {
        return place.submit(noop(dataSource, context, LONG));
    }

    private static String clusterOf(String task) throws InterruptedException {
        return place.running(task).path("cluster").asText();
    }

    private static JsonNode say(String path, String body, int status) throws Exception {
        HttpResponse<String> answer = place.post("/druid/indexer/v1/k8s/" + path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private static void say(String path) throws Exception {
        say(path, "{\"reason\":\"a test says so\"}", 200);
    }

    private static String why(String task) {
        Place.until(
                "task " + task + " waits and says why",
                () -> place.placement(task)
                        .filter(placement ->
                                placement.path("state").asText().equals("waiting") && placement.hasNonNull("why"))
                        .isPresent());
        try {
            return place.placement(task).orElseThrow().path("why").asText();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tasksGoWhereRulesAndTheirOwnWordsSay() throws Exception {
        String required = submit("a", "{}");
        String preferred = submit("c", "{\"tags\":{\"team\":\"b\"}}");
        String tolerant = submit("c", "{\"age\":\"old\"}");
        String named = submit("c", "{\"tags\":{\"k8s_cluster\":\"west\"}}");
        String own = submit("c", "{\"henge\":{\"placement\":{\"exclude\":{\"name\":[\"west\"]}}}}");
        assertThat(clusterOf(required)).isEqualTo("east");
        assertThat(clusterOf(preferred)).isEqualTo("west");
        assertThat(clusterOf(tolerant)).isEqualTo("north");
        assertThat(clusterOf(named)).isEqualTo("west");
        assertThat(clusterOf(own)).isEqualTo("east");
        JsonNode placed = place.json("/druid/indexer/v1/k8s/events?kind=placed&task=" + preferred);
        assertThat(placed.path("events").get(0).path("reason").asText())
                .isEqualTo("west has room: rule[b-rather-west] of the properties (+9)");
    }

    private static String inGroup(String group) throws Exception {
        return place.submit("{\"type\":\"noop\",\"groupId\":\"" + group + "\",\"dataSource\":\"c\",\"runTime\":"
                + LONG.toMillis() + "}");
    }

    @Test
    void tasksGoByTheirTypeAndGroup() throws Exception {
        assertThat(clusterOf(submit("t", "{}"))).isEqualTo("west");
        assertThat(clusterOf(inGroup("nightly"))).isEqualTo("west");
        String one = clusterOf(inGroup("near"));
        // In turn, east and west would have two each.
        assertThat(List.of(clusterOf(inGroup("near")), clusterOf(inGroup("near")), clusterOf(inGroup("near"))))
                .containsOnly(one);
    }

    @Test
    void aTaskWhoseOwnWordsAreWrongFailsWithThem() throws Exception {
        String task = submit("c", "{\"henge\":{\"placement\":{\"tolerate\":{\"key\":\"old\"}}}}");
        assertThat(place.ended(task).path("errorMsg").asText())
                .contains("`tolerate` is not allowed to tasks here", "placement.tasksMayTolerate");
    }

    @Test
    void aCordonedClusterGetsNothingUntilThatIsLiftedAndSaysSo() throws Exception {
        say("clusters/east/cordon");
        String task = submit("a", "{}");
        assertThat(why(task))
                .isEqualTo("east is cordoned; north is not what rule[a-in-east] of the properties requires: zone=a; "
                        + "west is not what rule[a-in-east] of the properties requires: zone=a");
        JsonNode explained = place.json("/druid/indexer/v1/k8s/tasks/" + task + "/explain");
        assertThat(explained.path("queue").path("position").asInt()).isEqualTo(1);
        assertThat(explained.path("findings").findValuesAsText("finding"))
                .containsExactly("closed", "excluded", "excluded");
        say("clusters/east/uncordon");
        assertThat(clusterOf(task)).isEqualTo("east");
    }

    @Test
    void whereATaskWouldGoIsToldWithoutSubmittingIt() throws Exception {
        JsonNode told = say("explain", noop("a", "{}", LONG), 200);
        assertThat(told.path("best")).isEqualTo(JSON.readTree("[\"east\"]"));
        assertThat(told.path("placement").isNull() || told.path("placement").isMissingNode())
                .isTrue();
        assertThat(place.placements()).isEmpty();
        JsonNode refused = say("explain", "{\"type\":\"no such type\"}", 400);
        assertThat(refused.path("errorMessage").asText())
                .startsWith("The body is no task that this Overlord can read: its `type` is `no such type`. Known are ")
                .contains(" index_parallel, ");
    }

    @Test
    void whileItIsPausedNothingIsPlacedAlsoByTheNextLeader() throws Exception {
        say("pause");
        String task = submit("c", "{}");
        assertThat(why(task)).startsWith("Placement is paused by ").endsWith("a test says so");
        Environment.Server leader = place.leader();
        KilledProcess.of(leader.pid()).kill();
        Place others = place.without(leader);
        Place.until("another Overlord leads", others::isLed);
        Place.until(
                "the next leader says why",
                () -> others.placement(task)
                        .filter(placement -> placement.path("why").asText().startsWith("Placement is paused by "))
                        .isPresent());
        place.startAgain(leader);
        say("resume");
        place.running(task);
    }

    @Test
    void aClusterIsDrainedOfWhatMayGoAndWaitsForTheRest() throws Exception {
        String first = submit("c", "{\"tags\":{\"k8s_cluster\":\"west\"}}");
        assertThat(clusterOf(first)).isEqualTo("west");
        JsonNode would = say("clusters/west/drain", "{\"reason\":\"a test\",\"dryRun\":true}", 200);
        assertThat(would.path("consequences").findValuesAsText("disposition")).containsExactly("wait");
        say("clusters/west/drain", "{\"reason\":\"a test\",\"deadline\":\"PT1S\"}", 200);
        Place.until(
                "west is empty",
                () -> place.json("/druid/indexer/v1/k8s/clusters/west/drain")
                        .path("done")
                        .asBoolean());
        assertThat(place.jobs("west")).isEmpty();
        Place.until("its next attempt runs on east, though its tag names west", () -> {
            boolean runs = false;
            for (JsonNode placement : place.placements()) {
                runs |= placement.path("attempt").asInt() == 2
                        && placement.path("state").asText().equals("running")
                        && placement.path("cluster").asText().equals("east");
            }
            return runs;
        });
        // It is noted at the next look, of which there is one a second.
        Place.until(
                "that it is empty is on record",
                () -> place.json("/druid/indexer/v1/k8s/events?cluster=west")
                        .path("events")
                        .findValuesAsText("kind")
                        .contains("drained"));
        say("clusters/west/stopDrain");
    }

    @Test
    void aQuotaIsRoomAndWhatIsLargerThanItGoesElsewhere() throws Exception {
        new Quotas(place, "east")
                .create(
                        "little",
                        new ResourceQuotaSpecBuilder()
                                .addToHard("pods", new Quantity("0"))
                                .build());
        try {
            Place.until("east is known to have no room", () -> {
                JsonNode told = say("explain", noop("c", "{}", LONG), 200);
                return told.path("best").equals(JSON.readTree("[\"west\"]"));
            });
            List<String> tasks = List.of(submit("c", "{}"), submit("c", "{}"), submit("c", "{}"));
            for (String task : tasks) {
                assertThat(clusterOf(task)).isEqualTo("west");
            }
            String stuck = submit("a", "{}");
            assertThat(why(stuck))
                    .startsWith("east is too small: the pod asks for 1 of pods, and there is 0 in all by its"
                            + " namespace's ResourceQuota");
        } finally {
            place.ask(
                    "east", client -> client.resourceQuotas().withName("little").delete());
        }
    }
}
