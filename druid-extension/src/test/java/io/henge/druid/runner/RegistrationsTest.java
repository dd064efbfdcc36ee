package io.henge.druid.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.core.attempt.ClusterName;
import io.henge.druid.config.EntryReader;
import io.henge.druid.config.RegistrationConfig;
import io.henge.kubernetes.connection.RegistrationSecrets.Found;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the dynamic configuration and Secrets register, and what of it is refused. */
class RegistrationsTest {
    private static final String KUBECONFIG = """
            kind: Config
            current-context: one
            contexts: [{name: one, context: {cluster: c, user: u}}]
            clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
            users: [{name: u, user: {%s}}]
            """;

    @TempDir
    private Path directory;

    private List<Map<String, Object>> dynamic = List.of();
    private List<Found> secrets = List.of();

    private Registrations registrations() {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "druid.indexer.runner.overlordNamespace", "ops",
                "druid.indexer.runner.k8s.adapter.type", "customTemplateAdapter",
                "druid.indexer.runner.k8s.podTemplate.base", "conf/base.yaml"));
        return new Registrations(
                new EntryReader(
                        properties, new ObjectMapper(), new RegistrationConfig(directory, "ops", false, false), false),
                Set.of(new ClusterName("static")),
                () -> dynamic,
                () -> secrets);
    }

    private Map<String, Object> entry(String name, String user) throws Exception {
        Files.writeString(directory.resolve(name + ".yaml"), KUBECONFIG.formatted(user));
        return Map.of("name", name, "taskNamespace", "tasks", "kubeconfigPath", name + ".yaml", "weight", 3);
    }

    private static Found secret(String name, String cluster) {
        return new Found(
                name,
                new TreeMap<>(Map.of(
                        "name", cluster, "taskNamespace", "tasks", "kubeconfig", KUBECONFIG.formatted("token: a"))));
    }

    @Test
    void whatIsWellIsTakenAndWhatIsNotIsToldOfAndKeepsNothingElseAway() throws Exception {
        dynamic = List.of(entry("east", "token: a"), Map.of("name", "West"), entry("static", "token: a"));
        secrets = List.of(secret("one", "north"), secret("two", "east"), new Found("three", new TreeMap<>()));
        Registrations.Wanted wanted = registrations().wanted();
        assertThat(wanted.entries().keySet()).extracting(ClusterName::value).containsExactly("east", "north");
        assertThat(wanted.entries().values())
                .extracting(Registrations.Entry::origin)
                .containsExactly(Origin.DYNAMIC, Origin.SECRET);
        assertThat(wanted.complaints()).containsOnlyKeys("clusters[1]", "clusters[2]", "Secret[two]", "Secret[three]");
        assertThat(wanted.complaints().get("clusters[2]")).contains("as that of a static cluster");
        assertThat(wanted.complaints().get("Secret[two]")).contains("as that of clusters[0]");
        assertThat(wanted.complaints().get("Secret[three]")).contains("kubeconfig` is not set");
    }

    @Test
    void whatIsTheSameIsReadOnce() throws Exception {
        dynamic = List.of(entry("east", "token: a"));
        Registrations all = registrations();
        assertThat(all.wanted()).isSameAs(all.wanted());
        Registrations.Wanted before = all.wanted();
        dynamic = List.of();
        assertThat(all.wanted()).isNotEqualTo(before);
    }

    @Test
    void anEntryThatNoLongerReadsCountsAsBeforeUntilItIsGone() throws Exception {
        Registrations all = registrations();
        secrets = List.of(secret("one", "north"));
        dynamic = List.of(entry("east", "token: a"), entry("south", "token: a"));
        Registrations.Wanted well = all.wanted();
        TreeMap<String, String> typo = new TreeMap<>(secrets.get(0).data());
        typo.put("name", "North!");
        secrets = List.of(new Found("one", typo));
        TreeMap<String, Object> heavy = new TreeMap<>(entry("south", "token: a"));
        heavy.put("weight", "much");
        dynamic = List.of(heavy);
        Registrations.Wanted wanted = all.wanted();
        assertThat(wanted.entries().keySet()).extracting(ClusterName::value).containsExactly("north", "south");
        assertThat(well.entries()).containsAllEntriesOf(wanted.entries());
        assertThat(wanted.complaints()).containsOnlyKeys("clusters[0]", "Secret[one]");
        // It is told of for as long as it lasts, and another way to its name goes before.
        dynamic = List.of(entry("north", "token: a"));
        assertThat(all.wanted().entries().values())
                .extracting(Registrations.Entry::origin)
                .containsExactly(Origin.DYNAMIC);
        assertThat(all.wanted().complaints()).containsOnlyKeys("Secret[one]");
        dynamic = List.of();
        assertThat(all.wanted().entries().values())
                .extracting(Registrations.Entry::origin)
                .containsExactly(Origin.SECRET);
        secrets = List.of();
        assertThat(all.wanted().entries()).isEmpty();
        secrets = List.of(new Found("one", typo));
        assertThat(all.wanted().entries()).isEmpty();
    }

    @Test
    void whatIsWrittenIsRefusedForItsKubeconfigToo() throws Exception {
        Registrations all = registrations();
        assertThat(all.check(List.of(entry("east", "token: a"))).complaint()).isEmpty();
        assertThat(all.check(List.of(entry("east", "exec: {apiVersion: client.authentication.k8s.io/v1, command: a}")))
                        .complaint())
                .hasValueSatisfying(why -> assertThat(why)
                        .startsWith("the dynamic configuration's clusters[east].kubeconfigPath: " + directory)
                        .contains("registration.allowExec"));
        Map<String, Object> gone = entry("west", "token: a");
        Files.delete(directory.resolve("west.yaml"));
        assertThat(all.check(List.of(gone)).complaint())
                .hasValueSatisfying(why -> assertThat(why).contains("does not exist"));
        assertThat(all.check(List.of(entry("east", "token: a"), entry("east", "token: b")))
                        .complaint())
                .hasValueSatisfying(
                        why -> assertThat(why)
                                .isEqualTo(
                                        "`clusters[1].name` is `east`, as that of clusters[0]. Give each cluster its own name."));
    }

    @Test
    void thereIsABound() {
        dynamic = IntStream.rangeClosed(0, Registrations.MAX)
                .<Map<String, Object>>mapToObj(
                        i -> Map.of("name", "c" + i, "taskNamespace", "tasks", "kubeconfigPath", "a.yaml"))
                .toList();
        Registrations.Wanted wanted = registrations().wanted();
        assertThat(wanted.entries()).hasSize(Registrations.MAX);
        assertThat(wanted.complaints().values()).containsExactly("There are more than 1000 clusters. Register fewer.");
    }
}
