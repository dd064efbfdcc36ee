package io.henge.e2e.world;

import static io.henge.e2e.world.OneOverlord.RUNNER;
import static io.henge.e2e.world.OneOverlord.TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * An Overlord that knows one cluster, by the default client configuration, and makes its peons' pods from its own: what the
 * runner type k8s is by default.
 */
@Tag("real-cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OverlordPodTest {
    /** As the one cluster of k8s is called in the ledger. */
    private static final String CLUSTER = "default";

    private static final Map<String, String> K8S = Map.of(
            TYPE,
            "k8s",
            RUNNER + "namespace",
            "henge",
            RUNNER + "primaryContainerName",
            StandInOverlordPod.CONTAINER,
            RUNNER + "javaOptsArray",
            "[\"-Xmx256m\",\"-Dof.all=yes\"]");

    @TempDir
    private static Path directory;

    private World world;
    private Place place;

    @BeforeAll
    void bringUp() throws Exception {
        world = World.up(
                WorldSpec.standard(directory.resolve("world"))
                        .withClusters(CLUSTER)
                        .withClusterOptions(StandInOverlordPod.clusterOptions(directory))
                        .withOverlords(1)
                        // Henge leads for the first time when a test says so.
                        .withOverlordProperties(Map.of(TYPE, "httpRemote")),
                new PrintedProgress());
        place = new Place(world);
        StandInOverlordPod.create(place, CLUSTER, K8S);
    }

    @AfterAll
    void takeDown() {
        world.close();
    }

    /** Starts the Overlord as in a pod, with nothing said of the runner but this. */
    private void runWith(Map<String, String> runner) throws Exception {
        OneOverlord.change(
                world,
                Map.of(
                        "HOSTNAME",
                        OneOverlord.NAME,
                        "KUBECONFIG",
                        place.cluster(CLUSTER).hengeKubeconfig()),
                properties -> {
                    properties.keySet().removeIf(key -> key.startsWith(RUNNER));
                    properties.putAll(runner);
                });
    }

    /** The first, since Henge adopts Jobs when it leads for the first time. */
    @Order(1)
    @Test
    void aTaskThatDruidsOwnRunnerStartedLikeTheOverlordGoesOnInItsJob() throws Exception {
        try (HeldRows rows = new HeldRows(1)) {
            String task = place.submit(rows.task("adopted"));
            new StockRunner(place).launchLikeOverlord(task, CLUSTER);
            Place.until("the ingestion has begun", () -> rows.filesAsked() == 1);
            Map<String, String> before = Place.uidsByTask(place.jobs());
            runWith(K8S);
            assertThat(place.running(task).path("attempt").asInt()).isEqualTo(1);
            assertThat(Place.uidsByTask(place.jobs())).isEqualTo(before);
            rows.release();
            assertEndsWell(task, "adopted");
        }
        assertOnlyTheOverlordsPodIsLeft();
    }

    @Test
    void byDefaultAPeonsPodHasOneContainerLikeTheOverlords() throws Exception {
        runWith(K8S);
        try (HeldIngestion ingestion = HeldIngestion.begin(place, "single", 1)) {
            String task = ingestion.task();
            assertThat(ingestion.cluster()).isEqualTo(CLUSTER);
            Pod pod = podOf(task);
            assertThat(pod.getSpec().getContainers()).hasSize(1);
            assertLikeTheOverlords(pod.getSpec().getContainers().get(0));
            assertLocation(task, pod);
            assertThat(Processes.with("internal peon", task, "-Dof.all=yes")).isNotEmpty();
            assertThat(place.log(task)).as("live log").contains(task);
            ingestion.release();
            assertEndsWell(ingestion.task(), "single");
        }
        String cancelled = place.submitNoop(Duration.ofMinutes(10));
        place.running(cancelled);
        place.shutDown(cancelled);
        assertThat(place.ended(cancelled).path("statusCode").asText()).isEqualTo("FAILED");
        assertOnlyTheOverlordsPodIsLeft();
        assertThat(Place.peon(cancelled)).isEmpty();
    }

    @Test
    void aTaskGoesOnWhenItsOneClusterBecomesTheFirstOfMany() throws Exception {
        runWith(K8S);
        try (HeldIngestion ingestion = HeldIngestion.begin(place, "first_of_many", 1)) {
            Map<String, String> before = Place.uidsByTask(place.jobs());
            TreeMap<String, String> many = new TreeMap<>(K8S);
            many.put(TYPE, "multik8s");
            many.put(RUNNER + "clusters[0].name", CLUSTER);
            many.put(RUNNER + "clusters[0].taskNamespace", "henge");
            runWith(many);
            assertThat(place.running(ingestion.task()).path("attempt").asInt()).isEqualTo(1);
            assertThat(Place.uidsByTask(place.jobs())).isEqualTo(before);
            ingestion.release();
            assertEndsWell(ingestion.task(), "first_of_many");
        }
        assertOnlyTheOverlordsPodIsLeft();
    }

    @Test
    void aSidecarEndsWhenItsPeonHasEnded() throws Exception {
        TreeMap<String, String> sidecars = new TreeMap<>(K8S);
        sidecars.put(RUNNER + "k8s.adapter.type", "overlordMultiContainer");
        // So that the Job stays to be looked at.
        sidecars.put(RUNNER + "debugJobs", "true");
        runWith(sidecars);
        try (HeldIngestion ingestion = HeldIngestion.begin(place, "multi", 1)) {
            Pod pod = podOf(ingestion.task());
            assertThat(pod.getSpec().getContainers())
                    .extracting(Container::getName)
                    .containsExactly("main", StandInOverlordPod.SIDECAR);
            assertLikeTheOverlords(pod.getSpec().getContainers().get(0));
            Place.until("the sidecar has begun", () -> !said(pod).isEmpty());
            assertThat(said(pod)).containsExactly(StandInOverlordPod.SIDECAR_SAYS.get(0));
            ingestion.release();
            assertEndsWell(ingestion.task(), "multi");
            Place.until("the Job has succeeded", () -> place.jobs().stream().anyMatch(OverlordPodTest::hasSucceeded));
            assertThat(said(pod)).isEqualTo(StandInOverlordPod.SIDECAR_SAYS);
            Pod ended = podOf(ingestion.task());
            assertThat(end(ended, StandInOverlordPod.SIDECAR)).isAfterOrEqualTo(end(ended, "main"));
        }
        place.ask(CLUSTER, client -> client.batch().v1().jobs().delete());
        assertOnlyTheOverlordsPodIsLeft();
    }

    private Pod podOf(String task) {
        return place.pods().stream()
                .filter(pod -> task.equals(pod.getMetadata().getAnnotations().get("task.id")))
                .findFirst()
                .orElseThrow();
    }

    private static void assertLikeTheOverlords(Container main) {
        assertThat(main.getName()).isEqualTo("main");
        assertThat(main.getImage()).isEqualTo(StandInOverlordPod.IMAGE);
        assertThat(main.getVolumeMounts()).extracting(VolumeMount::getName).contains(StandInOverlordPod.VOLUME);
    }

    private void assertLocation(String task, Pod pod) throws InterruptedException {
        JsonNode location = place.druid().status(task).path("location");
        assertThat(location.path("k8sPodName").asText())
                .isEqualTo(pod.getMetadata().getName());
        assertThat(location.path("host").asText()).isEqualTo(pod.getStatus().getPodIP());
        assertThat(location.path("port").asInt()).isEqualTo(8100);
    }

    /** That all rows of one file arrive, and that log and report are in deep storage. */
    private void assertEndsWell(String task, String dataSource) throws Exception {
        place.assertSucceeds(task);
        new Published(place, dataSource).assertRows(HeldRows.rows(Map.of(0, 1)));
        Path log = world.directory().storage().taskLogs().resolve(task + ".log");
        Place.until("the log is in deep storage", () -> Files.exists(log));
        assertThat(Files.readString(log)).contains(task).contains("SUCCESS");
        assertThat(place.get("/druid/indexer/v1/task/" + task + "/reports").body())
                .contains("ingestionStatsAndErrors")
                .contains("\"processed\":" + HeldRows.ROWS_PER_FILE);
    }

    private static boolean hasSucceeded(Job job) {
        return Integer.valueOf(1).equals(job.getStatus().getSucceeded());
    }

    private List<String> said(Pod pod) {
        return place.ask(
                CLUSTER,
                client -> client.pods()
                        .resource(pod)
                        .inContainer(StandInOverlordPod.SIDECAR)
                        .getLog()
                        .lines()
                        .toList());
    }

    private static Instant end(Pod pod, String container) {
        ContainerStateTerminated terminated = pod.getStatus().getContainerStatuses().stream()
                .filter(status -> status.getName().equals(container))
                .map(ContainerStatus::getState)
                .findFirst()
                .orElseThrow()
                .getTerminated();
        assertThat(Objects.requireNonNull(terminated).getExitCode()).isZero();
        return Instant.parse(terminated.getFinishedAt());
    }

    private void assertOnlyTheOverlordsPodIsLeft() {
        Place.until(
                "only the Overlord's pod is left",
                () -> place.placements().isEmpty()
                        && place.jobs().isEmpty()
                        && place.pods().size() == 1);
        assertThat(place.pods().get(0).getMetadata().getName()).isEqualTo(OneOverlord.NAME);
    }
}
