package io.henge.e2e.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.henge.demo.druid.DruidCalls;
import io.henge.demo.world.Environment;
import io.henge.demo.world.World;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** A world as its tests use it: Druid's API, the clusters as their administrator sees them, and waiting for conditions. */
final class Place {
    /** Longer than anything here takes on a loaded machine; reaching it fails the test. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final World world;
    private final DruidCalls druid;
    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();

    Place(World world) {
        this(world, world.environment().overlords());
    }

    private Place(World world, List<Environment.Server> overlords) {
        this.world = world;
        this.druid =
                new DruidCalls(overlords.stream().map(Environment.Server::url).toList());
    }

    /** The same world asked through the other Overlords only: one that is stopped would let every call time out. */
    Place without(Environment.Server overlord) {
        return new Place(
                world,
                environment().overlords().stream()
                        .filter(other -> !other.equals(overlord))
                        .toList());
    }

    /** The Overlord that leads now. */
    Environment.Server leader() throws InterruptedException {
        String url = druid.leader();
        return environment().overlords().stream()
                .filter(overlord -> overlord.url().equals(url))
                .findFirst()
                .orElseThrow();
    }

    World world() {
        return world;
    }

    Environment environment() {
        return world.environment();
    }

    DruidCalls druid() {
        return druid;
    }

    static void until(String what, Condition condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(LOOK_EVERY)
                .ignoreException(DruidCalls.NotAnswered.class)
                .until(condition::holds);
    }

    /** Something that becomes true by itself. */
    interface Condition {
        boolean holds() throws InterruptedException;
    }

    String submit(String json) throws Exception {
        return druid.submit(JSON.readTree(json));
    }

    /** A task that does nothing for a while. */
    String submitNoop(Duration runTime) throws Exception {
        return submit("{\"type\":\"noop\",\"runTime\":" + runTime.toMillis() + "}");
    }

    /** The task's final status. */
    JsonNode ended(String task) throws InterruptedException {
        until("task " + task + " has ended", () -> !statusCode(task).equals("RUNNING"));
        return druid.status(task);
    }

    String statusCode(String task) throws InterruptedException {
        return druid.status(task).path("statusCode").asText("RUNNING");
    }

    Optional<JsonNode> placement(String task) throws InterruptedException {
        for (JsonNode placement : druid.placements().orElseThrow().path("placements")) {
            if (placement.path("task").asText().equals(task)) {
                return Optional.of(placement);
            }
        }
        return Optional.empty();
    }

    JsonNode running(String task) throws InterruptedException {
        until(
                "task " + task + " runs",
                () -> placement(task)
                        .filter(placement -> placement.path("state").asText().equals("running"))
                        .isPresent());
        return placement(task).orElseThrow();
    }

    /** The answer of the leading Overlord to a GET, whatever its status. */
    HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(druid.leader() + path)).GET());
    }

    HttpResponse<String> post(String path) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(druid.leader() + path)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(CALL_LIMIT).build(), HttpResponse.BodyHandlers.ofString());
    }

    String log(String task) throws Exception {
        HttpResponse<String> response = get("/druid/indexer/v1/task/" + task + "/log");
        return response.statusCode() == 200 ? response.body() : "";
    }

    List<Job> jobs() {
        return everywhere(client -> client.batch().v1().jobs().list().getItems());
    }

    List<Pod> pods() {
        return everywhere(client -> client.pods().list().getItems());
    }

    /** What all clusters together hold. */
    private <T> List<T> everywhere(Function<KubernetesClient, List<T>> question) {
        List<T> found = new ArrayList<>();
        for (Environment.Cluster cluster : environment().clusters()) {
            Config config = Config.fromKubeconfig(new File(cluster.kubeconfig()));
            config.setNamespace(cluster.namespace());
            try (KubernetesClient client =
                    new KubernetesClientBuilder().withConfig(config).build()) {
                found.addAll(question.apply(client));
            }
        }
        return found;
    }

    /** The process of the task's peon on this machine. */
    static Optional<ProcessHandle> peon(String task) {
        return Processes.with("internal peon", task).stream().findFirst();
    }
}
