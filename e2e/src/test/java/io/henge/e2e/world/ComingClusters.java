package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.henge.demo.druid.PropertiesFile;
import io.henge.demo.world.Environment;
import io.henge.demo.world.Installation;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import io.henge.testkit.way.FaultyWay;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A world of three clusters, of which Druid is told two: east, in which the Overlords would be pods, and west. The third, north,
 * may be registered while they run, in all ways.
 */
final class ComingClusters implements AutoCloseable {
    static final String OVERLORDS = "east";
    static final String NORTH = "north";
    static final String NAMESPACE = "henge";

    private static final String RUNNER = "druid.indexer.runner.";
    private static final String TYPE = RUNNER + "type";
    private static final String UNTOLD = RUNNER + "clusters[2].";
    private static final List<String> NAMES = List.of("overlord-1", "overlord-2");

    private final World world;
    private final Place place;
    private final Path kubeconfigs;

    private ComingClusters(World world, Path kubeconfigs) {
        this.world = world;
        this.place = new Place(world);
        this.kubeconfigs = kubeconfigs;
    }

    static ComingClusters up(Path directory) throws Exception {
        Path kubeconfigs = Files.createDirectories(directory.resolve("kubeconfigs"));
        Path role = Installation.find().root().resolve("charts/rbac/registration-role.yaml");
        World world = World.up(
                WorldSpec.standard(directory.resolve("world"))
                        .withClusters(OVERLORDS, "west", NORTH)
                        .withClusterOptions("--role=" + role)
                        .withQuery(false)
                        // Henge leads for the first time when it is told of two only.
                        .withOverlordProperties(Map.of(TYPE, "httpRemote")),
                new PrintedProgress());
        ComingClusters clusters = new ComingClusters(world, kubeconfigs);
        try {
            clusters.tellOfTwo();
            return clusters;
        } catch (Exception | AssertionError e) {
            world.close();
            throw e;
        }
    }

    private void tellOfTwo() throws Exception {
        for (String overlord : NAMES) {
            world.end(overlord);
            Path file = world.directory().conf(overlord).resolve("runtime.properties");
            Properties before = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                before.load(reader);
            }
            Map<String, String> properties = new TreeMap<>();
            before.stringPropertyNames().stream()
                    .filter(key -> !key.startsWith(UNTOLD))
                    .forEach(key -> properties.put(key, before.getProperty(key)));
            properties.put(TYPE, "multik8s");
            properties.put(RUNNER + "overlordNamespace", NAMESPACE);
            properties.put(RUNNER + "registration.secrets", "true");
            properties.put(RUNNER + "registration.kubeconfigDirectory", kubeconfigs.toString());
            PropertiesFile.write(file, properties);
        }
        for (String overlord : NAMES) {
            start(overlord);
        }
        Place.until("an Overlord leads", place::isLed);
        place.awaitBothObserved();
    }

    /** As in a pod of the cluster in which Overlords are. */
    private void start(String overlord) throws InterruptedException {
        world.start(overlord, Map.of("KUBECONFIG", place.cluster(OVERLORDS).hengeKubeconfig()));
    }

    /** Kills the Overlord that leads; returns once another one does. */
    Environment.Server killLeader() throws Exception {
        Environment.Server leader = place.leader();
        KilledProcess.of(leader.pid()).kill();
        Place.until("another Overlord leads", place.without(leader)::isLed);
        return leader;
    }

    void startAgain(Environment.Server ended) throws InterruptedException {
        start(NAMES.get(place.environment().overlords().indexOf(ended)));
    }

    Place place() {
        return place;
    }

    /** The text of the one by which Henge reaches a cluster. */
    String kubeconfig(String cluster) throws IOException {
        return Files.readString(Path.of(place.cluster(cluster).hengeKubeconfig()));
    }

    /** One to a cluster's API server, sound at first. */
    FaultyWay wayTo(String cluster) throws IOException, GeneralSecurityException {
        URI server = URI.create(place.cluster(cluster).apiServer());
        return FaultyWay.to(
                server, Path.of(place.cluster(cluster).hengeKubeconfig()).resolveSibling("pki"));
    }

    /** Puts a kubeconfig where entries of the dynamic configuration may name it. */
    void putFile(String name, String kubeconfig) throws IOException {
        Files.writeString(kubeconfigs.resolve(name), kubeconfig);
    }

    /** Puts, or changes, a Secret that registers a cluster. */
    void putSecret(String secret, Map<String, String> data) {
        Secret registration = new SecretBuilder()
                .withNewMetadata()
                .withName(secret)
                .addToLabels("henge.io/registration", "cluster")
                .endMetadata()
                .withStringData(data)
                .build();
        place.ask(OVERLORDS, client -> client.secrets().resource(registration).serverSideApply());
    }

    void deleteSecret(String secret) {
        place.ask(OVERLORDS, client -> client.secrets().withName(secret).delete());
    }

    /** What is shown of a cluster, where it is known. */
    static Optional<JsonNode> shown(Place asked, String cluster) throws Exception {
        for (JsonNode shown : asked.json("/druid/indexer/v1/k8s/clusters")) {
            if (shown.path("name").asText().equals(cluster)) {
                return Optional.of(shown);
            }
        }
        return Optional.empty();
    }

    /** Why a cluster is not as it should be; empty where it is, or is not known. */
    String why(String cluster) throws Exception {
        return shown(place, cluster).map(shown -> shown.path("why").asText("")).orElse("");
    }

    void awaitGone(String cluster) {
        Place.until(cluster + " is gone", () -> shown(place, cluster).isEmpty());
    }

    /** The kinds of what was noted of a cluster, the newest first. */
    List<String> kinds(String cluster) throws Exception {
        return place.json("/druid/indexer/v1/k8s/events?cluster=" + cluster)
                .path("events")
                .findValuesAsText("kind");
    }

    /** Begins a task that reads the one file of {@code rows}; returns once it does, there. */
    String beginOn(String cluster, HeldRows rows) throws Exception {
        String wish = "{\"context\":{\"tags\":{\"k8s_cluster\":\"" + cluster + "\"}},";
        String task =
                place.submit(wish + rows.task("held_on_" + cluster).strip().substring(1));
        assertThat(place.running(task).path("cluster").asText()).isEqualTo(cluster);
        Place.until("it reads", () -> rows.timesAsked(0) == 1);
        return task;
    }

    @Override
    public void close() {
        world.close();
    }
}
