package io.henge.druid.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which clusters there are by each value of the runner's type. */
class RunnerTypeTest {
    private final Properties properties = new Properties();

    private void set(String key, String value) {
        properties.setProperty("druid.indexer.runner." + key, value);
    }

    private void setCluster(int index, String name) {
        set("clusters[" + index + "].name", name);
        set("clusters[" + index + "].taskNamespace", "ns-" + name);
    }

    private RunnerConfig read(String type) {
        set("type", type);
        set("k8s.adapter.type", "customTemplateAdapter");
        set("k8s.podTemplate.base", "conf/base.yaml");
        return RunnerConfigReader.read(properties, new ObjectMapper());
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeTellsPeonsThatTheyRunOnKubernetes(RunnerType type) {
        assertThat(type.value()).contains("k8s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"k8s", "k8sAndWorker"})
    void withoutClustersThereIsOneOfTheDefaultConfiguration(String type) {
        set("namespace", "druid");
        RunnerConfig config = read(type);
        assertThat(config.clusters()).singleElement().satisfies(cluster -> {
            assertThat(cluster.name().value()).isEqualTo("default");
            assertThat(cluster.namespace()).isEqualTo("druid");
            assertThat(cluster.route().kubeconfig()).isNull();
            assertThat(cluster.route().context()).isNull();
            assertThat(cluster.pod().overlordNamespace()).isEqualTo("druid");
            assertThat(cluster.disabled()).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"k8s", "k8sAndWorker"})
    void theOneClusterNeedsANamespace(String type) {
        assertThatThrownBy(() -> read(type))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("`druid.indexer.runner.namespace` is not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multik8s", "k8sAndWorker"})
    void severalClustersMayBeNamed(String type) {
        setCluster(0, "east");
        setCluster(1, "west");
        assertThat(read(type).clusters())
                .extracting(cluster -> cluster.name().value())
                .containsExactly("east", "west");
    }

    @Test
    void multik8sNeedsItsClustersNamed() {
        set("namespace", "druid");
        assertThatThrownBy(() -> read("multik8s")).hasMessageContaining("clusters[0].name");
    }

    @Test
    void k8sWithNamedClustersIsAMistake() {
        set("namespace", "druid");
        setCluster(0, "east");
        assertThatThrownBy(() -> read("k8s"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("`druid.indexer.runner.type` is `k8s`. Give multik8s");
    }
}
