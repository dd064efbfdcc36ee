package io.henge.druid.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.druid.json.WrongInputException;
import io.henge.kubernetes.access.Confinement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries of clusters that come in while the Overlord runs. */
class EntryReaderTest {
    private static final Path DIRECTORY = Path.of("/etc/henge/kube");

    private final Properties properties = new Properties();

    private EntryReader reader(RegistrationConfig allowed) {
        properties.putAll(Map.of(
                "druid.indexer.runner.clusters[0].name", "static",
                "druid.indexer.runner.clusterSelector.type", "roundrobin",
                "druid.indexer.runner.overlordNamespace", "ops",
                "druid.indexer.runner.k8s.adapter.type", "customTemplateAdapter",
                "druid.indexer.runner.k8s.podTemplate.base", "conf/base.yaml"));
        return new EntryReader(properties, new ObjectMapper(), allowed, false);
    }

    private EntryReader reader() {
        return reader(new RegistrationConfig(DIRECTORY, null, false, false));
    }

    private static SortedMap<String, String> east(String... pairs) {
        TreeMap<String, String> east =
                new TreeMap<>(Map.of("name", "east", "taskNamespace", "tasks", "kubeconfigPath", "east.yaml"));
        for (int i = 0; i < pairs.length; i += 2) {
            east.put(pairs[i], pairs[i + 1]);
        }
        return east;
    }

    @Test
    void anEntryIsReadAsAStaticOneAndHasWhatAllClustersShare() {
        ClusterEntry entry = reader().ofConfiguration(
                        "clusters[0]",
                        east(
                                "context", "admin",
                                "capacity", "7",
                                "weight", "3",
                                "disabled", "true",
                                "clusterLabels", "{\"zone\":\"a\"}",
                                "taints", "[\"old:NoSchedule\"]",
                                "resources.cpu", "4",
                                "requestTimeout", "PT3S"));
        assertThat(entry.name().value()).isEqualTo("east");
        assertThat(entry.namespace()).isEqualTo("tasks");
        assertThat(entry.route().kubeconfig()).isEqualTo(DIRECTORY.resolve("east.yaml"));
        assertThat(entry.route().confinement()).isEqualTo(new Confinement(null, DIRECTORY, false, false));
        assertThat(entry.route().context()).isEqualTo("admin");
        assertThat(entry.route().requestTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(entry.disabled()).isTrue();
        assertThat(entry.profile().limits().capacity()).isEqualTo(7);
        assertThat(entry.profile().limits().weight()).isEqualTo(3);
        assertThat(entry.profile().labels()).containsEntry("zone", "a");
        assertThat(entry.profile().taints()).hasSize(1);
        assertThat(entry.profile().limits().resources().amount("cpu")).isEqualTo(4_000);
        assertThat(entry.pod().templates().files()).containsOnlyKeys("base");
        assertThat(entry.pod().overlordNamespace()).isEqualTo("ops");
        assertThat(entry.key()).isEqualTo("the dynamic configuration's clusters[east]");
    }

    @Test
    void aSecretHoldsTheKubeconfigItself() {
        SortedMap<String, String> keys = east("kubeconfig", "kind: Config");
        keys.remove("kubeconfigPath");
        ClusterEntry entry =
                reader(new RegistrationConfig(null, "ops", true, true)).ofSecret("Secret[east]", keys);
        assertThat(entry.route().kubeconfig()).isNull();
        assertThat(Objects.requireNonNull(entry.route().confinement()).text()).isEqualTo("kind: Config");
        assertThat(entry).asString().doesNotContain("kind: Config");
        keys.remove("kubeconfig");
        assertThatThrownBy(() -> reader().ofSecret("Secret[east]", keys))
                .hasMessage("`Secret[east].kubeconfig` is not set. Give the text of a kubeconfig.");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "name|East|`clusters[2].name` is `East`",
                "weight|0|`clusters[2].weight` is `0`",
                "weight|9999999|`clusters[2].weight`",
                "capacity|many|`clusters[2].capacity` is `many`",
                "taskNamespace|a_b|`clusters[2].taskNamespace` is `a_b`",
                "clusterLabels.a b|x|`clusters[2].clusterLabels.a b` is `x`",
                "taints|[\"old\"]|`clusters[2].taints[0]` is `old`",
                "requestTimeout|PT0S|`clusters[2].requestTimeout` is `PT0S`",
                "disabled|perhaps|`clusters[2].disabled` is `perhaps`",
                "proxy.https|http://p:1|`clusters[2].proxy.https` is not for a cluster that is registered while",
                "podPatch|{}|`clusters[2].podPatch` is not for a cluster",
                "image|mine|`clusters[2].image` is not for",
                "podTemplate.base|x.yaml|`clusters[2].podTemplate.base` is not for",
                "kubeconfig|kind: Config|`clusters[2].kubeconfig` is not for"
            })
    void whatIsWrongIsToldWithKeyValueAndRemedy(String key, String value, String sentence) {
        assertThatThrownBy(() -> reader().ofConfiguration("clusters[2]", east(key, value)))
                .isInstanceOf(WrongInputException.class)
                .hasMessageContaining(sentence)
                .hasMessageContaining("Give ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../east.yaml", "a/../../east.yaml", "..", ""})
    void aPathLeadsNowhereElse(String path) {
        assertThatThrownBy(() -> reader().ofConfiguration("clusters[0]", east("kubeconfigPath", path)))
                .isInstanceOf(WrongInputException.class)
                .hasMessageContaining("`clusters[0].kubeconfigPath` is")
                .hasMessageContaining("below " + DIRECTORY);
    }

    @Test
    void withoutADirectoryNothingIsRegistered() {
        assertThatThrownBy(() ->
                        reader(new RegistrationConfig(null, null, false, false)).ofConfiguration("clusters[0]", east()))
                .hasMessageContaining("`druid.indexer.runner.registration.kubeconfigDirectory` is not set");
    }

    @Test
    void aClusterWhosePodsWouldBeMadeFromAnOverlordsPodThatNobodyKnowsIsRefused() {
        EntryReader unknown = reader();
        properties.remove("druid.indexer.runner.k8s.podTemplate.base");
        properties.setProperty("druid.indexer.runner.k8s.adapter.type", "overlordSingleContainer");
        RegistrationConfig allowed = new RegistrationConfig(DIRECTORY, null, false, false);
        EntryReader without = new EntryReader(properties, new ObjectMapper(), allowed, false);
        assertThatThrownBy(() -> without.ofConfiguration("clusters[0]", east()))
                .isInstanceOf(WrongInputException.class)
                .hasMessageContaining("`clusters[0].name` is `east`")
                .hasMessageContaining("Give `druid.indexer.runner.k8s.adapter.type` and pod templates");
        EntryReader with = new EntryReader(properties, new ObjectMapper(), allowed, true);
        assertThat(with.ofConfiguration("clusters[0]", east()).pod().adapter().isOverlord())
                .isTrue();
        assertThat(unknown.ofConfiguration("clusters[0]", east())
                        .pod()
                        .adapter()
                        .isOverlord())
                .isFalse();
    }

    @Test
    void nothingIsSubstituted() {
        assertThatThrownBy(() -> reader().ofConfiguration("clusters[0]", east("name", "${file:UTF-8:/etc/hostname}")))
                .hasMessageContaining("`clusters[0].name` is `${file:UTF-8:/etc/hostname}`");
        ClusterEntry entry = reader().ofConfiguration("clusters[0]", east("context", "${env:HOME}"));
        assertThat(entry.route().context()).isEqualTo("${env:HOME}");
    }

    /** A thousand entries are read whenever one of them changes. */
    @Test
    void whatAllClustersShareIsReadOnce(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("label"), "ops");
        properties.setProperty("druid.indexer.runner.overlordNamespace", "${file:UTF-8:" + file + "}");
        EntryReader reader = new EntryReader(
                properties, new ObjectMapper(), new RegistrationConfig(DIRECTORY, null, false, false), true);
        Files.delete(file);
        for (String name : List.of("one", "two")) {
            ClusterEntry entry = reader.ofConfiguration("clusters[0]", east("name", name));
            assertThat(entry.name().value()).isEqualTo(name);
            assertThat(entry.pod().overlordNamespace()).isEqualTo("ops");
        }
    }

    @Test
    void everythingIsToldAtOnce() {
        assertThatThrownBy(() -> reader().ofConfiguration("clusters[0]", new TreeMap<>(Map.of("weight", "0"))))
                .hasMessageContaining("`clusters[0].kubeconfigPath` is not set")
                .hasMessageContaining("`clusters[0].name` is not set")
                .hasMessageContaining("`clusters[0].taskNamespace` is not set")
                .hasMessageContaining("`clusters[0].weight` is `0`");
    }

    @Test
    void ofALongValueOnlyTheBeginningIsTold() {
        assertThatThrownBy(() -> reader().ofConfiguration("clusters[0]", east("capacity", "9".repeat(100_000))))
                .isInstanceOf(WrongInputException.class)
                .hasMessageContaining("9999…`")
                .extracting(e -> String.valueOf(e.getMessage()).length())
                .matches(length -> length < 1_000);
    }
}
