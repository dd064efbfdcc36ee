package io.henge.druid.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunnerConfigReaderTest {
    private final Properties properties = new Properties();

    RunnerConfigReaderTest() {
        set("clusters[0].name", "east");
        set("clusters[0].taskNamespace", "druid");
        set("k8s.podTemplate.base", "conf/base.yaml");
    }

    private void set(String key, String value) {
        properties.setProperty("druid.indexer.runner." + key, value);
    }

    private RunnerConfig read() {
        return RunnerConfigReader.read(properties, new ObjectMapper());
    }

    @Test
    void theSmallestConfigurationHasDruidsDefaults() {
        RunnerConfig config = read();
        assertThat(config.clusters()).singleElement().satisfies(cluster -> {
            assertThat(cluster.name().value()).isEqualTo("east");
            assertThat(cluster.namespace()).isEqualTo("druid");
            assertThat(cluster.kubeconfig()).isNull();
            assertThat(cluster.disabled()).isFalse();
        });
        assertThat(config.maxTaskDuration()).isEqualTo(Duration.ofHours(4));
        assertThat(config.taskCleanupDelay()).isEqualTo(Duration.ofDays(2));
        assertThat(config.policies().capacity()).isEqualTo(Integer.MAX_VALUE);
        assertThat(config.policies().launchTimeout()).isEqualTo(Duration.ofHours(1));
        assertThat(config.policies().logSaveTimeout()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void everyPropertyIsRead() {
        set("clusters[0].kubeconfigPath", "conf/east.yaml");
        set("clusters[0].context", "east-admin");
        set("clusters[0].overlordIdentifier", "druid-a");
        set("clusters[0].disabled", "true");
        set("clusters[0].requestTimeout", "PT3S");
        set("clusters.1.name", "west");
        set("clusters.1.taskNamespace", "ingest");
        set("k8s.podTemplate.kill", "conf/kill.yaml");
        set("k8s.adapter.type", "customTemplateAdapter");
        set("labels", "{\"team\":\"ads\"}");
        set("annotations", "{\"note\":\"x\"}");
        set("overlordNamespace", "druid-a");
        set("k8sTaskPodNamePrefix", "prod");
        set("disableClientProxy", "true");
        set("maxTaskDuration", "PT1H");
        set("taskCleanupDelay", "P1D");
        set("capacity", "7");
        set("k8sjobLaunchTimeout", "PT2M");
        set("logSaveTimeout", "PT20S");
        set("placement.startTolerationSeconds", "9");
        set("outcome.podEndWait", "PT30S");
        RunnerConfig config = read();
        assertThat(config.clusters())
                .extracting(
                        cluster -> cluster.name().value(),
                        ClusterEntry::namespace,
                        ClusterEntry::kubeconfig,
                        ClusterEntry::context,
                        ClusterEntry::overlordIdentifier,
                        ClusterEntry::disabled,
                        ClusterEntry::requestTimeout)
                .containsExactly(
                        tuple(
                                "east",
                                "druid",
                                Path.of("conf/east.yaml"),
                                "east-admin",
                                "druid-a",
                                true,
                                Duration.ofSeconds(3)),
                        tuple("west", "ingest", null, null, null, false, Duration.ofSeconds(10)));
        assertThat(config.podTemplates())
                .containsExactly(
                        Map.entry("base", Path.of("conf/base.yaml")), Map.entry("kill", Path.of("conf/kill.yaml")));
        assertThat(config.labels()).containsExactly(Map.entry("team", "ads"));
        assertThat(config.annotations()).containsExactly(Map.entry("note", "x"));
        assertThat(config.overlordNamespace()).isEqualTo("druid-a");
        assertThat(config.podNamePrefix()).isEqualTo("prod");
        assertThat(config.disableClientProxy()).isTrue();
        assertThat(config.maxTaskDuration()).isEqualTo(Duration.ofHours(1));
        assertThat(config.taskCleanupDelay()).isEqualTo(Duration.ofDays(1));
        assertThat(config.policies().capacity()).isEqualTo(7);
        assertThat(config.policies().launchTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.policies().logSaveTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.policies().startToleration()).isEqualTo(Duration.ofSeconds(9));
        assertThat(config.policies().podEndWait()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void noClustersAtAllAreRefused() {
        properties.clear();
        set("k8s.podTemplate.base", "conf/base.yaml");
        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigException.class)
                .hasMessage("`druid.indexer.runner.clusters[0].name` is not set. "
                        + "Give at least one cluster a name and a taskNamespace.");
    }

    @Test
    void aDuplicateNameIsRefused() {
        set("clusters[1].name", "east");
        set("clusters[1].taskNamespace", "druid");
        assertThatThrownBy(this::read)
                .hasMessage("`druid.indexer.runner.clusters[1].name` is `east`. "
                        + "Another cluster has this name already: give each its own.");
    }

    @Test
    void aMissingTemplateIsRefused() {
        properties.remove("druid.indexer.runner.k8s.podTemplate.base");
        assertThatThrownBy(this::read)
                .hasMessage("`druid.indexer.runner.k8s.podTemplate.base` is not set. "
                        + "Give the path of a PodTemplate in YAML.");
    }

    @Test
    void disablingEveryClusterIsRefused() {
        set("clusters[0].disabled", "true");
        assertThatThrownBy(this::read).hasMessageContaining("Leave at least one cluster enabled.");
    }

    @ParameterizedTest
    @CsvSource({
        "clusters[0].name, '', is not set",
        "clusters[0].name, East, `East`",
        "clusters[0].taskNamespace, a_b, `a_b`",
        "clusters[0].kubeConfigPath, x, There is no such property",
        "clusters[0].disabled, yes, Give true or false",
        "clusters[0].requestTimeout, 10, ISO-8601",
        "clusters[0].requestTimeout, PT11M, at most PT10M",
        "clusters[x].name, east, `clusters[0].name` and so on",
        "capacity, 0, from 1 to",
        "capacity, many, from 1 to",
        "maxTaskDuration, -PT1H, above zero",
        "labels, team=ads, JSON object",
        "placement.rulez, x, There is no such property; known here: startTolerationSeconds",
        "ledger.table, x, There is no such property",
        "k8s.adapter.type, overlordSingleContainer, customTemplateAdapter",
    })
    void aWrongValueIsRefusedWithKeyAndRemedy(String key, String value, String sentence) {
        set(key, value);
        String shown = key.contains("[x]") ? "clusters[x].name" : key;
        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("`druid.indexer.runner." + shown + "`")
                .hasMessageContaining(sentence.replace("`clusters[0].name`", "clusters[0].name"));
    }

    @Test
    void allComplaintsComeAtOnce() {
        set("clusters[0].name", "");
        set("capacity", "0");
        set("labels", "[]");
        assertThatThrownBy(this::read)
                .hasMessageContaining("clusters[0].name")
                .hasMessageContaining("capacity")
                .hasMessageContaining("labels");
    }
}
