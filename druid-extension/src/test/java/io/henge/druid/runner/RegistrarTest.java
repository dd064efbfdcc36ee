package io.henge.druid.runner;

import static com.google.common.util.concurrent.Uninterruptibles.awaitUninterruptibly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.Verdict;
import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.LedgerEvent;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.port.ClusterConnection;
import io.henge.core.report.ClusterReport;
import io.henge.druid.config.ClusterEntry;
import io.henge.druid.config.EntryReader;
import io.henge.druid.config.RegistrationConfig;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.connection.RegistrationSecrets;
import io.henge.testkit.fleet.Attempts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clusters that come and go in a real term. */
@Timeout(60)
class RegistrarTest {
    private final MemoryRunner memory = new MemoryRunner(5, new MuteCluster("static", null));
    private final List<Closable> made = Collections.synchronizedList(new ArrayList<>());
    private volatile List<Map<String, Object>> dynamic = List.of();

    private final AtomicInteger looks = new AtomicInteger();

    /** How many of the connections cannot be started. */
    private volatile int broken;

    /** Open once a connection is being made. */
    private volatile CountDownLatch connecting = new CountDownLatch(1);

    /** Open while connections can be made. */
    private volatile CountDownLatch mayConnect = new CountDownLatch(0);

    private static final class Closable extends MuteCluster {
        private final Supplier<ClusterEntry> entry;
        private volatile boolean closed;
        private volatile @Nullable String warning;
        private volatile boolean broken;

        Closable(Supplier<ClusterEntry> entry) {
            super(entry.get().name().value(), null);
            this.entry = entry;
        }

        @Override
        public void start(Watcher watcher) {
            if (broken) {
                throw new IllegalStateException("planted");
            }
            super.start(watcher);
        }

        @Override
        public Optional<String> warning() {
            return Optional.ofNullable(warning);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private volatile List<RegistrationSecrets.Found> secrets = List.of();

    @TempDir
    private Path directory;

    private static Properties properties() {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "druid.indexer.runner.overlordNamespace", "ops",
                "druid.indexer.runner.k8s.adapter.type", "customTemplateAdapter",
                "druid.indexer.runner.k8s.podTemplate.base", "conf/base.yaml"));
        return properties;
    }

    @BeforeEach
    void kubeconfigs() throws Exception {
        for (String file : List.of("a.yaml", "b.yaml")) {
            Files.writeString(directory.resolve(file), """
                    kind: Config
                    current-context: one
                    contexts: [{name: one, context: {cluster: c, user: u}}]
                    clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
                    users: [{name: u, user: {token: a}}]
                    """);
        }
    }

    private Registrations registrations() {
        return new Registrations(
                new EntryReader(
                        properties(), new ObjectMapper(), new RegistrationConfig(directory, null, false, false), false),
                Set.of(new ClusterName("static")),
                () -> {
                    looks.incrementAndGet();
                    return dynamic;
                },
                () -> secrets);
    }

    private ClusterConnection connect(Supplier<ClusterEntry> entry, boolean adopting, ApiMeter meter) {
        connecting.countDown();
        awaitUninterruptibly(mayConnect);
        Closable connection = new Closable(entry);
        connection.broken = made.size() < broken;
        made.add(connection);
        return connection;
    }

    @AfterEach
    void endTerm() {
        memory.close();
    }

    private static Map<String, Object> entry(String name, int weight) {
        return Map.of("name", name, "taskNamespace", "henge", "kubeconfigPath", "a.yaml", "weight", weight);
    }

    private void start(String... names) {
        dynamic = List.of(names).stream().map(name -> entry(name, 1)).toList();
        memory.register(new Coming(found -> registrations(), this::connect, null));
        memory.runner().start();
    }

    private Fleet fleet() {
        return memory.runner().fleet();
    }

    private List<String> names() {
        return fleet().snapshot().clusters().stream()
                .map(report -> report.name().value())
                .toList();
    }

    private void become(List<Map<String, Object>> entries) {
        dynamic = entries;
        fleet().configurationChanged();
    }

    private void untilThereAre(String... names) {
        await().atMost(Duration.ofSeconds(20)).until(() -> names().equals(List.of(names)));
    }

    @Test
    void whatIsThereWhenATermBeginsIsThereFromItsFirstTurn() {
        start("east");
        assertThat(names()).containsExactly("east", "static");
        assertThat(fleet().originOf(new ClusterName("east"))).isEqualTo(Origin.DYNAMIC);
        assertThat(fleet().originOf(new ClusterName("static"))).isEqualTo(Origin.STATIC);
    }

    @Test
    void clustersComeAndGoWithTheirConnections() {
        start();
        become(List.of(entry("east", 1), entry("west", 1)));
        untilThereAre("east", "static", "west");
        become(List.of(entry("west", 1)));
        untilThereAre("static", "west");
        await().atMost(Duration.ofSeconds(20)).until(() -> made.get(0).closed);
        assertThat(made.get(1).closed).isFalse();
        memory.close();
        assertThat(made).allMatch(connection -> connection.closed);
    }

    @Test
    void aTermThatEndsWaitsForNoConnectionThatIsBeingMadeAndLeavesNoneOpen() throws Exception {
        start("east");
        connecting = new CountDownLatch(1);
        mayConnect = new CountDownLatch(1);
        become(List.of(entry("east", 1), entry("west", 1)));
        connecting.await();
        memory.close();
        assertThat(made).hasSize(1).allMatch(connection -> connection.closed);
        mayConnect.countDown();
        await().atMost(Duration.ofSeconds(20)).until(() -> made.size() == 2 && made.get(1).closed);
    }

    @Test
    void howeverOftenSomethingChangesOneRoundWaits() throws Exception {
        start();
        connecting = new CountDownLatch(1);
        mayConnect = new CountDownLatch(1);
        become(List.of(entry("east", 1)));
        connecting.await();
        int before = looks.get();
        for (int i = 0; i < 100; i++) {
            fleet().configurationChanged();
        }
        mayConnect.countDown();
        untilThereAre("east", "static");
        become(List.of());
        untilThereAre("static");
        assertThat(looks.get() - before).isLessThan(20);
    }

    @Test
    void oneThatTheLoopFailsToTakeInIsTriedAgain() {
        broken = 1;
        start();
        become(List.of(entry("east", 1)));
        await().atMost(Duration.ofSeconds(20)).until(() -> made.size() == 2 && made.get(0).closed);
        assertThat(names()).containsExactly("east", "static");
        assertThat(made.get(1).closed).isFalse();
    }

    @Test
    void anotherWeightNeedsNoOtherConnection() {
        start("east");
        become(List.of(entry("east", 9)));
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        fleet().snapshot().clusters().get(0).vacancy().limits().weight() == 9);
        assertThat(made).hasSize(1);
    }

    /** Which looks at it before it turns to it, and says what is wrong with it. */
    @Test
    void anotherKubeconfigIsHandedToTheConnectionThatThereIs() {
        start("east");
        TreeMap<String, Object> other = new TreeMap<>(entry("east", 1));
        other.put("kubeconfigPath", "b.yaml");
        become(List.of(other));
        Path file = directory.resolve("b.yaml");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> file.equals(made.get(0).entry.get().route().kubeconfig()));
        made.get(0).warning = "It leads to another cluster";
        fleet().configurationChanged();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> memory.ledger().events(EventFilter.ALL, Long.MAX_VALUE, 100).stream()
                        .map(LedgerWrite.Note::event)
                        .anyMatch(event -> event.kind() == LedgerEvent.Kind.CLUSTER_REFUSED
                                && event.about().equals(LedgerEvent.About.cluster(new ClusterName("east")))
                                && event.why().equals("It leads to another cluster")));
        assertThat(made).hasSize(1).noneMatch(connection -> connection.closed);
    }

    @Test
    void anotherNamespaceIsAnotherConnection() {
        start("east");
        TreeMap<String, Object> other = new TreeMap<>(entry("east", 1));
        other.put("taskNamespace", "other");
        become(List.of(other));
        await().atMost(Duration.ofSeconds(20)).until(() -> made.size() == 2 && made.get(0).closed);
        assertThat(names()).containsExactly("east", "static");
        assertThat(made.get(1).closed).isFalse();
    }

    @Test
    void oneWithAttemptsIsNotTakenOutOfTheConfigurationUnlessItIsDead() {
        memory.leave(new LedgerWrite.Put(Attempts.placed("a", "east", 1, Instant.EPOCH)));
        start("east");
        assertThat(fleet().refusalOf(List.of(entry("east", 2)))).isEmpty();
        assertThat(fleet().refusalOf(List.of()))
                .hasValueSatisfying(refusal -> assertThat(refusal.message())
                        .startsWith("Cluster[east] is not among clusters any more, but has [1] attempts."));
        TreeMap<String, Object> moved = new TreeMap<>(entry("east", 1));
        moved.put("taskNamespace", "other");
        assertThat(fleet().refusalOf(List.of(moved)))
                .hasValueSatisfying(refusal -> assertThat(refusal)
                        .isEqualTo(new Verdict.Refusal(
                                Verdict.Kind.CONFLICT,
                                "Cluster[east] has [1] attempts in taskNamespace[henge], which would be seen no more with"
                                        + " taskNamespace[other]. Drain it and wait, or declare it dead, and send this"
                                        + " again")));
        // One that is gone all the same, by whatever way, stays and is closed.
        become(List.of());
        await().atMost(Duration.ofSeconds(20)).until(() -> !east().enabled());
        assertThat(east().trouble()).contains("Its entry is gone", "[1]");
        assertThat(made.get(0).closed).isFalse();
        become(List.of(entry("east", 1)));
        await().atMost(Duration.ofSeconds(20)).until(() -> east().enabled());
    }

    /** As with a static cluster that has left the properties. */
    @Test
    void oneOfWhichNoEntryIsLeftIsShownWhileItHasAttempts() {
        memory.leave(new LedgerWrite.Put(Attempts.placed("a", "east", 1, Instant.EPOCH)));
        start();
        await().atMost(Duration.ofSeconds(20)).until(() -> names().equals(List.of("east", "static")));
        assertThat(east().enabled()).isFalse();
        assertThat(east().trouble()).contains("put its entry back", "declare it dead");
        assertThat(fleet().originOf(new ClusterName("east"))).isEqualTo(Origin.NONE);
    }

    @Test
    void theNameOfASecretsClusterWithAttemptsIsNotTakenOver() {
        memory.leave(new LedgerWrite.Put(Attempts.placed("a", "east", 1, Instant.EPOCH)));
        secrets = List.of(new RegistrationSecrets.Found(
                "one", new TreeMap<>(Map.of("name", "east", "taskNamespace", "henge", "kubeconfig", "kind: Config"))));
        start();
        assertThat(fleet().refusalOf(List.of(entry("east", 1))))
                .hasValueSatisfying(refusal -> assertThat(refusal)
                        .isEqualTo(new Verdict.Refusal(
                                Verdict.Kind.CONFLICT,
                                "Cluster[east] is registered by Secret[one] and has [1] attempts, so that its name cannot"
                                        + " be taken over. Give another name, or delete that Secret first")));
        assertThat(fleet().refusalOf(List.of(entry("west", 1)))).isEmpty();
        secrets = List.of();
        assertThat(fleet().refusalOf(List.of(entry("east", 1)))).isEmpty();
    }

    private ClusterReport east() {
        return fleet().snapshot().clusters().get(0);
    }
}
