package io.henge.e2e.world;

import static io.henge.e2e.world.ComingClusters.NAMESPACE;
import static io.henge.e2e.world.ComingClusters.NORTH;
import static io.henge.e2e.world.ComingClusters.OVERLORDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.cli.exit.ExitCode;
import io.henge.demo.world.Environment;
import io.henge.e2e.distribution.UnpackedCommand;
import io.henge.testkit.way.FaultyWay;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clusters that come, change and go while the Overlord leads: by the dynamic configuration, by Secrets, by the command. */
@Tag("real-cluster")
class ComingClustersTest {
    @TempDir
    private static Path directory;

    private static ComingClusters clusters;
    private static Place place;
    private static UnpackedCommand command;

    @BeforeAll
    static void bringUp() throws Exception {
        clusters = ComingClusters.up(directory);
        place = clusters.place();
        command = new UnpackedCommand(Files.createDirectories(directory.resolve("command")));
    }

    @AfterAll
    static void end() {
        clusters.close();
    }

    private static Map<String, String> entry(String name, String kubeconfig) {
        return Map.of("name", name, "taskNamespace", NAMESPACE, "kubeconfig", kubeconfig);
    }

    private static void configure(String clusters) throws Exception {
        place.configure("{\"clusters\":" + clusters + "}");
    }

    private static String listed(String name) {
        return "[{\"name\":\"" + name + "\",\"taskNamespace\":\"" + NAMESPACE + "\",\"kubeconfigPath\":\"" + name
                + ".yaml\"}]";
    }

    /** Registers north by the dynamic configuration. */
    private static void listNorth(String name) throws Exception {
        clusters.putFile(name + ".yaml", clusters.kubeconfig(NORTH));
        configure(listed(name));
        place.awaitObserved(name);
    }

    @Test
    void oneOfTheDynamicConfigurationComesAndGoesButNotWhileATaskIsThere() throws Exception {
        String name = "north-by-config";
        listNorth(name);
        assertThat(ComingClusters.shown(place, name)
                        .orElseThrow()
                        .path("origin")
                        .asText())
                .isEqualTo("dynamic");
        try (HeldRows rows = new HeldRows(1)) {
            String task = clusters.beginOn(name, rows);
            assertThat(place.jobs(NORTH)).hasSize(1);
            HttpResponse<String> refused = place.post(Place.EXECUTION_CONFIG, "{\"clusters\":[]}");
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
            assertThat(refused.body())
                    .contains("Cluster[" + name + "] is not among clusters any more, but has [1] attempts. Drain it and"
                            + " wait, or declare it dead, and send this again");
            place.awaitObserved(name);
            rows.release();
            place.assertSucceeds(task);
            assertThat(rows.timesAsked(0)).isEqualTo(1);
        }
        place.assertNothingIsLeft();
        configure("[]");
        clusters.awaitGone(name);
        assertThat(clusters.kinds(name)).contains("cluster_added").startsWith("cluster_removed");
    }

    @Test
    void oneOfASecretIsTheNextLeadersTooAndStaysForItsTaskOnceTheSecretIsGone() throws Exception {
        String name = "north-by-secret";
        clusters.putSecret(name, entry(name, clusters.kubeconfig(NORTH)));
        place.awaitObserved(name);
        try (HeldRows rows = new HeldRows(1)) {
            String task = clusters.beginOn(name, rows);
            Environment.Server killed = clusters.killLeader();
            Place others = place.without(killed);
            others.awaitObserved(name);
            assertThat(others.running(task).path("attempt").asInt()).isEqualTo(1);
            clusters.startAgain(killed);
            clusters.deleteSecret(name);
            Place.until("why says what keeps it", () -> clusters.why(name).contains("attempt"));
            rows.release();
            place.assertSucceeds(task);
            assertThat(rows.timesAsked(0)).isEqualTo(1);
        }
        clusters.awaitGone(name);
        place.assertNothingIsLeft();
        assertThat(clusters.kinds(name)).contains("cluster_added").startsWith("cluster_removed");
    }

    /** A Secret that registers nothing good, and what is said of it. */
    private enum Bad {
        NONE("`Secret[none].kubeconfig` is not set. Give the text of a kubeconfig."),
        NO_KUBECONFIG("Secret[no-kubeconfig].kubeconfig is not a kubeconfig."
                + " Expected a kubeconfig: YAML of kind Config with clusters, users and contexts."),
        EXEC(
                "Secret[exec].kubeconfig has exec[/bin/true] for user[henge], and may not name a program. Give a token or a"
                        + " client certificate, or allow it by druid.indexer.runner.registration.allowExec."),
        FILE(
                "Secret[file].kubeconfig has tokenFile[/etc/hostname] for user[henge], and may not name a file. Give token,"
                        + " or allow it by druid.indexer.runner.registration.allowFiles."),
        TWIN(
                "Misconfigured: it is registered already, as cluster[west] with the same namespace[henge]. Leave one of the"
                        + " two out"),
        NAMESAKE("`Secret[namesake].name` is `west`, as that of a static cluster. Give each cluster its own name.");

        private final String said;

        Bad(String said) {
            this.said = said;
        }

        String secret() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        Map<String, String> data() throws Exception {
            String good = clusters.kubeconfig(NORTH);
            return switch (this) {
                case NONE -> Map.of("name", secret(), "taskNamespace", NAMESPACE);
                case NO_KUBECONFIG -> entry(secret(), "a good kubeconfig");
                case EXEC ->
                    entry(
                            secret(),
                            good.replaceAll(
                                    "(?m)^(\\s*)token:.*$",
                                    "$1exec: {apiVersion: client.authentication.k8s.io/v1, command: /bin/true}"));
                case FILE -> entry(secret(), good.replaceAll("(?m)^(\\s*)token:.*$", "$1tokenFile: /etc/hostname"));
                case TWIN -> entry(secret(), clusters.kubeconfig("west"));
                case NAMESAKE -> entry("west", good);
            };
        }
    }

    @Test
    void whatIsWrongWithSecretsIsSaidAndHarmsNobody() throws Exception {
        for (Bad bad : Bad.values()) {
            clusters.putSecret(bad.secret(), bad.data());
        }
        for (Bad bad : Bad.values()) {
            Place.until(bad.secret() + " is told", () -> isTold(bad));
            assertThat(ComingClusters.shown(place, bad.secret())
                            .filter(shown -> shown.path("observed").asBoolean()))
                    .isEmpty();
        }
        assertThat(ComingClusters.shown(place, "west")
                        .orElseThrow()
                        .path("origin")
                        .asText())
                .isEqualTo("static");
        place.assertAllSucceed(place.startNoops(2, Duration.ofSeconds(1)));
        for (Bad bad : Bad.values()) {
            clusters.deleteSecret(bad.secret());
        }
        for (Bad bad : Bad.values()) {
            clusters.awaitGone(bad.secret());
        }
        place.awaitBothObserved();
    }

    /** By who asks for the cluster, or, where its entry could not be read, by who asks what was decided. */
    private static boolean isTold(Bad bad) throws Exception {
        JsonNode refused = place.json("/druid/indexer/v1/k8s/events?kind=cluster_refused");
        return clusters.why(bad.secret()).equals(bad.said)
                || refused.path("events").findValuesAsText("reason").contains(bad.said);
    }

    /** Longer than a cluster may say nothing at all before it is lost. */
    private static final Duration THROTTLED = Duration.ofSeconds(25);

    private static void awaitState(String name, String state) {
        Place.until(
                name + " is " + state,
                () -> ComingClusters.shown(place, name)
                        .filter(shown -> shown.path("state").asText().equals(state))
                        .isPresent());
    }

    @Test
    void oneThatAnswersNothingBut429IsOverloadedAndKeepsItsTask() throws Exception {
        String name = "north-throttled";
        try (FaultyWay way = clusters.wayTo(NORTH);
                HeldRows rows = new HeldRows(1)) {
            clusters.putSecret(name, entry(name, way.leading(clusters.kubeconfig(NORTH))));
            place.awaitObserved(name);
            String task = clusters.beginOn(name, rows);
            way.become(FaultyWay.Manner.answers(FaultyWay.Manner.TOO_MANY_REQUESTS));
            awaitState(name, "Overloaded");
            Place.pass(THROTTLED);
            JsonNode shown = ComingClusters.shown(place, name).orElseThrow();
            assertThat(shown.path("state").asText()).isEqualTo("Overloaded");
            assertThat(shown.path("failover").isMissingNode()
                            || shown.path("failover").isNull())
                    .as(shown.toString())
                    .isTrue();
            assertThat(place.placement(task).orElseThrow().path("attempt").asInt())
                    .isEqualTo(1);
            place.assertSucceeds(place.submitNoop(Duration.ofMillis(1)));
            way.become(FaultyWay.Manner.SOUND);
            awaitState(name, "Healthy");
            rows.release();
            assertEndsOnce(task, rows);
        }
        clusters.deleteSecret(name);
        clusters.awaitGone(name);
    }

    /** Leads a cluster's kubeconfig to a real cluster. */
    private interface Leading {
        void to(String cluster) throws Exception;
    }

    @Test
    void aFileThatLeadsElsewhereIsNotFollowed() throws Exception {
        String name = "north-by-file";
        Leading file = cluster -> clusters.putFile(name + ".yaml", clusters.kubeconfig(cluster));
        file.to(NORTH);
        configure(listed(name));
        assertIsNotFollowedElsewhere(name, file);
        configure("[]");
        clusters.awaitGone(name);
    }

    /** Finds at the start of its term what an earlier leader would not have followed. */
    @Test
    void aLeaderThatFindsAnotherClusterUsesItForNothingUntilTheKubeconfigLeadsBack() throws Exception {
        String name = "north-by-mistake";
        listNorth(name);
        try (HeldRows rows = new HeldRows(1)) {
            String task = clusters.beginOn(name, rows);
            clusters.putFile(name + ".yaml", clusters.kubeconfig("west"));
            Environment.Server killed = clusters.killLeader();
            Place others = place.without(killed);
            Place.until(
                    "the next leader uses it for nothing",
                    () -> ComingClusters.shown(others, name)
                            .filter(shown -> shown.path("why")
                                    .asText()
                                    .startsWith("Misconfigured: it leads to another cluster ("))
                            .isPresent());
            assertThat(others.isInLimbo(task)).isTrue();
            clusters.startAgain(killed);
            Place.until("that is on record", () -> clusters.kinds(name).get(0).equals("cluster_refused"));
            clusters.putFile(name + ".yaml", clusters.kubeconfig(NORTH));
            place.awaitObserved(name);
            assertThat(place.running(task).path("attempt").asInt()).isEqualTo(1);
            rows.release();
            assertEndsOnce(task, rows);
        }
        configure("[]");
        clusters.awaitGone(name);
    }

    @Test
    void aSecretThatLeadsElsewhereIsNotFollowed() throws Exception {
        String name = "north-by-text";
        Leading secret = cluster -> clusters.putSecret(name, entry(name, clusters.kubeconfig(cluster)));
        secret.to(NORTH);
        assertIsNotFollowedElsewhere(name, secret);
        clusters.deleteSecret(name);
        clusters.awaitGone(name);
    }

    private static void assertIsNotFollowedElsewhere(String name, Leading kubeconfig) throws Exception {
        place.awaitObserved(name);
        try (HeldRows rows = new HeldRows(1)) {
            String task = clusters.beginOn(name, rows);
            kubeconfig.to("west");
            Place.until("it is not followed", () -> clusters.why(name).contains(" leads to another cluster now ("));
            assertThat(clusters.why(name)).contains("and is not followed. Lead it back,");
            // By the former way, which counts.
            place.awaitObserved(name);
            assertThat(place.running(task).path("attempt").asInt()).isEqualTo(1);
            kubeconfig.to(NORTH);
            Place.until("it is as it should be", () -> clusters.why(name).isEmpty());
            rows.release();
            assertEndsOnce(task, rows);
        }
    }

    private static void assertEndsOnce(String task, HeldRows rows) throws Exception {
        place.assertSucceeds(task);
        assertThat(rows.timesAsked(0)).isEqualTo(1);
        place.assertNothingIsLeft();
    }

    @Test
    void theCommandAddsOneThatRunsTasksAndTakesItBack() throws Exception {
        String name = "north-by-command";
        UnpackedCommand.Started another = command.start(Map.of("KUBECONFIG", contexts()), add("west"));
        assertThat(another.status()).as(another.said()).isEqualTo(ExitCode.REFUSED);
        assertThat(another.said()).contains("west: the Overlord has a static cluster of that name");
        UnpackedCommand.Started added = command.start(Map.of("KUBECONFIG", contexts()), add(name));
        assertThat(added.status()).as(added.said() + added.printed()).isEqualTo(ExitCode.DONE);
        assertThat(added.printed()).contains("henge-cluster-" + name);
        assertThat(added.said()).contains(name + ": the Overlord has it and sees it.");
        place.awaitObserved(name);
        String[] remove = {"cluster", "remove", name, "--overlord-namespace", NAMESPACE, "--overlord", leader()};
        try (HeldRows rows = new HeldRows(1)) {
            String task = clusters.beginOn(name, rows);
            UnpackedCommand.Started early = command.start(Map.of("KUBECONFIG", contexts()), remove);
            assertThat(early.status()).as(early.said()).isEqualTo(ExitCode.REFUSED);
            assertThat(early.said()).contains(name + ": 1 tasks are there", "henge drain " + name);
            rows.release();
            assertEndsOnce(task, rows);
        }
        assertThat(henge("drain", name, "--reason", "it goes", "--overlord", leader()))
                .contains("Nothing is left on " + name + ".");
        assertThat(henge(remove)).contains("henge-cluster-" + name);
        clusters.awaitGone(name);
        assertThat(place.<Object>ask(
                        OVERLORDS,
                        client -> client.secrets()
                                .withName("henge-cluster-" + name)
                                .get()))
                .isNull();
        Place.until(
                "the namespace is gone",
                () -> place.ask(
                                NORTH,
                                client -> client.namespaces().withName("druid").get())
                        == null);
    }

    private static String leader() throws Exception {
        return place.leader().url();
    }

    /** Where the command finds the administrators of two clusters, who have the same name in both. */
    private static String contexts() throws IOException {
        String north = Files.readString(Path.of(place.cluster(NORTH).kubeconfig()));
        Path renamed = Files.writeString(
                directory.resolve("north.yaml"), north.replaceAll("(?m)(name|user): admin$", "$1: north-admin"));
        return place.cluster(OVERLORDS).kubeconfig() + File.pathSeparator + renamed;
    }

    /** What the command prints, which must have done what it was asked for. */
    private static String[] add(String name) throws Exception {
        return new String[] {
            "cluster", "add", name, "--context", NORTH, "--overlord-namespace", NAMESPACE, "--overlord", leader()
        };
    }

    private static String henge(String... arguments) throws Exception {
        UnpackedCommand.Started run = command.start(Map.of("KUBECONFIG", contexts()), arguments);
        assertThat(run.status()).as(run.said() + run.printed()).isEqualTo(ExitCode.DONE);
        return run.printed();
    }
}
