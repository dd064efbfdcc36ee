package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.henge.cli.overlord.NotAnswered;
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
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** A world as its tests use it: Druid's API, the clusters as their administrator sees them, and waiting for conditions. */
final class Place {
    /** Where the runner's dynamic configuration is. */
    static final String EXECUTION_CONFIG = "/druid/indexer/v1/k8s/taskrunner/executionconfig";

    /** Says what is to change and nothing else: an edit of the whole object is refused if a controller was faster. */
    static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    /** Longer than anything here takes on a loaded machine; reaching it fails the test. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final World world;
    private final DruidCalls druid;

    /** Sent with each request, for a Druid that wants to know who asks. */
    private final Map<String, String> headers;

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();

    Place(World world) {
        this(world, Map.of());
    }

    Place(World world, Map<String, String> headers) {
        this(world, world.environment().overlords(), headers);
    }

    private Place(World world, List<Environment.Server> overlords, Map<String, String> headers) {
        this.world = world;
        this.headers = headers;
        this.druid =
                new DruidCalls(overlords.stream().map(Environment.Server::url).toList(), headers);
    }

    /** The same world asked through the other Overlords only: one that is stopped would let every call time out. */
    Place without(Environment.Server overlord) {
        return new Place(
                world,
                environment().overlords().stream()
                        .filter(other -> !other.equals(overlord))
                        .toList(),
                headers);
    }

    /** Whether an Overlord leads now. */
    boolean isLed() throws InterruptedException {
        try {
            return leader() != null;
        } catch (NotAnswered none) {
            return false;
        }
    }

    /** The Overlord that leads now. */
    Environment.Server leader() throws InterruptedException {
        String url = druid.leader();
        return environment().overlords().stream()
                .filter(overlord -> overlord.url().equals(url))
                .findFirst()
                .orElseThrow();
    }

    /** Starts an Overlord that has ended, as it was; returns once it serves. */
    void startAgain(Environment.Server ended) throws InterruptedException {
        world.start("overlord-" + (environment().overlords().indexOf(ended) + 1));
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
                .ignoreException(NotAnswered.class)
                .until(condition::holds);
    }

    /** Lets this much time pass, for what is to be of that length. */
    static void pass(Duration time) {
        Awaitility.await().pollDelay(time).timeout(time.plus(PATIENCE)).until(() -> true);
    }

    /** Something that becomes true by itself. */
    interface Condition {
        boolean holds() throws Exception;
    }

    String submit(String json) throws Exception {
        return druid.submit(JSON.readTree(json));
    }

    /** A task that does nothing for a while. */
    String submitNoop(Duration runTime) throws Exception {
        return submit(noop(runTime));
    }

    private static String noop(Duration runTime) {
        return "{\"type\":\"noop\",\"runTime\":" + runTime.toMillis() + "}";
    }

    /** Starts tasks that do nothing for a while; returns once they run, some of them on each of two clusters. */
    List<String> startNoops(int count, Duration runTime) throws Exception {
        return startOnBoth(Collections.nCopies(count, noop(runTime)));
    }

    /** Starts tasks; returns once they run, some of them on each of two clusters. */
    List<String> startOnBoth(List<String> specs) throws Exception {
        awaitBothObserved();
        List<String> tasks = new ArrayList<>();
        for (String spec : specs) {
            tasks.add(submit(spec));
        }
        for (String task : tasks) {
            running(task);
        }
        assertThat(placements().findValuesAsText("cluster")).contains("east", "west");
        return tasks;
    }

    /** Returns once tasks may go to each of the two clusters. */
    void awaitBothObserved() {
        awaitObserved("east", "west");
    }

    /** Returns once tasks may go to each of these clusters. */
    void awaitObserved(String... clusters) {
        until(String.join(", ", clusters) + " are observed", () -> observed().containsAll(List.of(clusters)));
    }

    /** The clusters that the leader has looked at; while there are others, tasks that come go to these alone. */
    private List<String> observed() throws Exception {
        List<String> observed = new ArrayList<>();
        for (JsonNode cluster :
                JSON.readTree(get("/druid/indexer/v1/k8s/clusters").body())) {
            if (cluster.path("observed").asBoolean()) {
                observed.add(cluster.path("name").asText());
            }
        }
        return observed;
    }

    /** The task's final status. */
    JsonNode ended(String task) throws InterruptedException {
        until("task " + task + " has ended", () -> hasEnded(task));
        return druid.status(task);
    }

    boolean hasEnded(String task) throws InterruptedException {
        return !statusCode(task).equals("RUNNING");
    }

    String statusCode(String task) throws InterruptedException {
        return druid.status(task).path("statusCode").asText("RUNNING");
    }

    void assertSucceeds(String task) throws InterruptedException {
        assertThat(ended(task).path("statusCode").asText()).isEqualTo("SUCCESS");
    }

    /** That these tasks succeed and that neither they nor any other leave a row, a Job or a pod. */
    void assertAllSucceed(List<String> tasks) throws InterruptedException {
        for (String task : tasks) {
            assertSucceeds(task);
        }
        assertNothingIsLeft();
    }

    /** That no row, no Job and no pod of any task is left, or will be soon. */
    void assertNothingIsLeft() {
        until("every row is gone", () -> placements().isEmpty());
        assertThat(jobs()).isEmpty();
        assertThat(pods()).isEmpty();
    }

    /** All that Henge knows of where tasks are. */
    JsonNode placements() throws InterruptedException {
        return druid.placements().orElseThrow().path("placements");
    }

    boolean anyInLimbo() throws InterruptedException {
        return placements().findValuesAsText("state").contains("limbo");
    }

    boolean isInLimbo(String task) throws InterruptedException {
        return placement(task)
                .filter(placement -> placement.path("state").asText().equals("limbo"))
                .isPresent();
    }

    /** Those of {@code tasks} that were placed on a cluster. */
    List<String> placedOn(String cluster, List<String> tasks) throws InterruptedException {
        List<String> placed = new ArrayList<>();
        for (String task : tasks) {
            if (placement(task).orElseThrow().path("cluster").asText().equals(cluster)) {
                placed.add(task);
            }
        }
        return placed;
    }

    /** The task's newest attempt: the row of the one before stays as long as its Job is owed a deletion. */
    Optional<JsonNode> placement(String task) throws InterruptedException {
        return StreamSupport.stream(placements().spliterator(), false)
                .filter(placement -> placement.path("task").asText().equals(task))
                .max(Comparator.comparingInt(
                        placement -> placement.path("attempt").asInt()));
    }

    JsonNode running(String task) throws InterruptedException {
        until(
                "task " + task + " runs",
                () -> placement(task)
                        .filter(placement -> placement.path("state").asText().equals("running"))
                        .isPresent());
        return placement(task).orElseThrow();
    }

    /** That the task runs, and that Druid says where: in its pod. */
    void assertLocated(String task) throws InterruptedException {
        String pod = running(task).path("pod").asText();
        until(
                "Druid knows the location",
                () -> druid.status(task)
                        .path("location")
                        .path("k8sPodName")
                        .asText()
                        .equals(pod));
        JsonNode location = druid.status(task).path("location");
        assertThat(location.path("host").asText()).startsWith("127.");
        assertThat(location.path("port").asInt()).isEqualTo(8100);
    }

    /** The answer of the leading Overlord to a GET, whatever its status. */
    HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(druid.leader() + path)).GET());
    }

    /** The answer of the leading Overlord to a GET that must succeed. */
    JsonNode json(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    /** Changes the runner's dynamic configuration. */
    void configure(String json) throws Exception {
        HttpResponse<String> response = post(EXECUTION_CONFIG, json);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    HttpResponse<String> post(String path) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(druid.leader() + path)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    HttpResponse<String> post(String path, String json) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(druid.leader() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        headers.forEach(request::setHeader);
        return http.send(request.timeout(CALL_LIMIT).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What a person does who cancels a task. */
    void shutDown(String task) throws Exception {
        assertThat(askToShutDown(task)).isEqualTo(200);
    }

    /** The status of Druid's answer, which refuses what has ended. */
    int askToShutDown(String task) throws Exception {
        return post("/druid/indexer/v1/task/" + task + "/shutdown").statusCode();
    }

    String log(String task) throws Exception {
        HttpResponse<String> response = get("/druid/indexer/v1/task/" + task + "/log");
        return response.statusCode() == 200 ? response.body() : "";
    }

    List<Job> jobs() {
        return environment().clusters().stream()
                .flatMap(cluster -> jobs(cluster.name()).stream())
                .toList();
    }

    List<Job> jobs(String cluster) {
        return ask(cluster, client -> client.batch().v1().jobs().list().getItems());
    }

    List<Pod> pods() {
        return environment().clusters().stream()
                .flatMap(cluster ->
                        ask(cluster.name(), client -> client.pods().list().getItems()).stream())
                .toList();
    }

    /** The uid of each task's Job; fails if a task has two. */
    static Map<String, String> uidsByTask(List<Job> jobs) {
        return jobs.stream()
                .collect(Collectors.toMap(
                        job -> job.getMetadata().getAnnotations().get("task.id"),
                        job -> job.getMetadata().getUid()));
    }

    /** That there is no Job but some of {@code before}: no task was launched again. */
    void assertNoJobsBut(Map<String, String> before) {
        assertThat(before).containsAllEntriesOf(uidsByTask(jobs()));
    }

    void assertOneJobEach(List<String> tasks) {
        assertThat(uidsByTask(jobs())).containsOnlyKeys(tasks);
    }

    Environment.Cluster cluster(String name) {
        return environment().clusters().stream()
                .filter(cluster -> cluster.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Lets the administrator of a cluster do something in the namespace of the tasks. */
    <T> T ask(String cluster, Function<KubernetesClient, T> question) {
        Environment.Cluster asked = cluster(cluster);
        Config config = Config.fromKubeconfig(new File(asked.kubeconfig()));
        config.setNamespace(asked.namespace());
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            return question.apply(client);
        }
    }

    /** The process of the task's peon on this machine. */
    static Optional<ProcessHandle> peon(String task) {
        return Processes.with("internal peon", task).stream().findFirst();
    }
}
