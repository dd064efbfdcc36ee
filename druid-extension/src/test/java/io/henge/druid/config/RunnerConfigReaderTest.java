package io.henge.druid.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.decide.Policies;
import io.henge.kubernetes.overlord.OverlordSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunnerConfigReaderTest {
    private final RunnerProperties properties = RunnerProperties.twoClusters();

    @Test
    void theSmallestConfigurationHasDruidsDefaults() {
        RunnerConfig config = RunnerProperties.none()
                .set("clusters[0].name", "east")
                .set("clusters[0].taskNamespace", "druid")
                .read();
        assertThat(config.notes()).isEmpty();
        assertThat(config.policies().capacity()).isEqualTo(Integer.MAX_VALUE);
        assertThat(config.policies().starting().launchTimeout()).isEqualTo(Duration.ofHours(1));
        assertThat(config.policies().ending().logSaveTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.clusters()).singleElement().satisfies(cluster -> {
            assertThat(cluster.name().value()).isEqualTo("east");
            assertThat(cluster.route().kubeconfig()).isNull();
            assertThat(cluster.disabled()).isFalse();
            assertThat(cluster.pod().overlordNamespace()).isEqualTo("druid");
            assertThat(cluster.route().requestTimeout()).isEqualTo(Duration.ofSeconds(10));
        });
        PodConfig pod = config.clusters().get(0).pod();
        assertThat(pod.adapter()).isEqualTo(AdapterType.SINGLE_CONTAINER);
        assertThat(pod.jobs().maxTaskDuration()).isEqualTo(Duration.ofHours(4));
        assertThat(pod.jobs().taskCleanupDelay()).isEqualTo(Duration.ofDays(2));
        assertThat(pod.overlord())
                .isEqualTo(new OverlordSettings(false, null, "karlkfi/kubexit:v0.3.2", null, List.of(), 0, List.of()));
    }

    @Test
    void oneClusterIsEnoughForK8sAndItsNamespaceIsNeeded() {
        RunnerProperties single = RunnerProperties.none().set("type", "k8s").set("namespace", "druid");
        assertThat(single.read().clusters()).singleElement().satisfies(cluster -> {
            assertThat(cluster.name()).isEqualTo(RunnerConfigReader.DEFAULT_CLUSTER);
            assertThat(cluster.namespace()).isEqualTo("druid");
            assertThat(cluster.pod().overlordNamespace()).isEqualTo("druid");
        });
        assertThatThrownBy(() -> single.remove("namespace").read())
                .hasMessageContaining("`druid.indexer.runner.namespace` is not set.");
    }

    @Test
    void aTypeThatThereIsNotIsTheOnlyComplaintOfAConfigurationWithOneNamespace() {
        assertThatThrownBy(() -> RunnerProperties.none()
                        .set("type", "k8S")
                        .set("namespace", "druid")
                        .read())
                .message()
                .startsWith("`druid.indexer.runner.type` is `k8S`.")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "namespace|${env:HENGE_ABSENT}|`env:HENGE_ABSENT`, to which it refers, is not there, or cannot be read.",
                "namespace|${file:UTF-8:/no/such}|`/no/such`, to which it refers, is not there, or cannot be read.",
                "namespace|${sys:henge.circle}|What it refers to leads back to itself."
            })
    void aReferenceThatLeadsNowhereIsTheOnlyComplaint(String key, String value, String said) {
        System.setProperty("henge.circle", "${sys:henge.circle}");
        try {
            assertThatThrownBy(() -> RunnerProperties.none()
                            .set("type", "k8s")
                            .set(key, value)
                            .read())
                    .message()
                    .startsWith("`druid.indexer.runner." + key + "` is `" + value + "`. " + said)
                    .doesNotContain("\n");
        } finally {
            System.clearProperty("henge.circle");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "javaOptsArray|[\"-Xmx1g\"]|javaOptsArray[0]|-Xmx2g",
                "labels|{\"a\":\"b\"}|labels.a|c",
                "labels|{\"a\":\"b\"}|labels.d|e"
            })
    void whatIsGivenAsAWholeAndInPartsIsRefused(String whole, String json, String part, String value) {
        properties.set(whole, json).set(part, value);
        assertThatThrownBy(properties::read)
                .hasMessageContaining("`druid.indexer.runner." + part + "` is `" + value + "`. `druid.indexer.runner."
                        + whole + "` is given too: leave one of them out.");
    }

    @Test
    void anIndexMayBeginWithZeros() {
        RunnerConfig config = RunnerProperties.none()
                .set("clusters[00].name", "east")
                .set("clusters[00].taskNamespace", "druid")
                .read();
        assertThat(config.clusters())
                .singleElement()
                .satisfies(cluster -> assertThat(cluster.name().value()).isEqualTo("east"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///a.yaml", "\"/a.yaml\"", "'/a.yaml'", "~/a.yaml", "https://host/a.yaml"})
    void whatIsNoPathToThisProcessIsRefused(String value) {
        properties.set("k8s.podTemplate.base", value);
        assertThatThrownBy(properties::read)
                .hasMessageContaining("`druid.indexer.runner.k8s.podTemplate.base` is `" + value
                        + "`. Give the path alone: no URL, no quotes, no ~.");
    }

    @Test
    void sidecarSupportMeansTheMultiContainerAdapter() {
        properties.remove("k8s.adapter.type").set("sidecarSupport", "true");
        assertThat(properties.read().clusters().get(0).pod().adapter()).isEqualTo(AdapterType.MULTI_CONTAINER);
        assertThat(properties.read().notes()).singleElement().asString().contains("is deprecated");
        properties.set("k8s.adapter.type", "overlordSingleContainer");
        assertThatThrownBy(properties::read)
                .hasMessage(
                        "`druid.indexer.runner.k8s.adapter.type` is "
                                + "`overlordSingleContainer`. sidecarSupport asks for overlordMultiContainer: leave sidecarSupport out.");
    }

    @Test
    void clustersMayBeAJsonArray() {
        RunnerConfig config = RunnerProperties.none()
                .set("clusters", """
                        [{"name": "east", "taskNamespace": "a", "adapter": {"type": "customTemplateAdapter"},
                          "podTemplate": {"base": "e.yaml"}, "disabled": false,
                          "podPatch": {"spec": {"priorityClassName": "high"}}},
                         {"name": "west", "taskNamespace": "b", "javaOptsArray": ["-Xmx2g", "-Da=b"]}]""")
                .set("namespace", "druid")
                .read();
        assertThat(config.clusters()).extracting(ClusterEntry::namespace).containsExactly("a", "b");
        assertThat(config.clusters().get(0).pod().adapter()).isEqualTo(AdapterType.TEMPLATE);
        assertThat(config.clusters().get(1).pod().overlord().javaOpts()).containsExactly("-Xmx2g", "-Da=b");
    }

    @Test
    void indicesMayHaveDots() {
        properties.remove("clusters[1].name").set("clusters.1.name", "north");
        assertThat(properties.read().clusters().get(1).name().value()).isEqualTo("north");
        properties.set("clusters[1].name", "south");
        assertThatThrownBy(properties::read)
                .hasMessage("`druid.indexer.runner.clusters[1].name` is `south`. It is given "
                        + "as `druid.indexer.runner.clusters.1.name` too: leave one of them out.");
    }

    @Test
    void whatAValueRefersToIsPutInItsPlace(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("patch.yaml"), "spec: {priorityClassName: high}\n");
        properties
                .set("clusters[0].context", "${sys:java.vendor}")
                .set("clusters[1].context", "of ${env:HENGE_ABSENT:-nobody} in ${env:PATH}")
                .set("clusters[0].podPatch", "${file:UTF-8:" + file + "}");
        RunnerConfig config = properties.read();
        assertThat(config.clusters().get(0).route().context()).isEqualTo(System.getProperty("java.vendor"));
        assertThat(config.clusters().get(1).route().context()).isEqualTo("of nobody in " + System.getenv("PATH"));
        assertThat(config.clusters().get(0).pod().changes().patch())
                .isNotEqualTo(config.clusters().get(1).pod().changes().patch());
    }

    @Test
    void whatIsReferredToAndNotThereIsRefusedAndNothingSecretIsShown() {
        properties.set("labels.team", "${env:HENGE_ABSENT}").set("capacity", "${sys:java.vendor}");
        assertThatThrownBy(properties::read)
                .hasMessageContaining(
                        "`druid.indexer.runner.labels.team` is `${env:HENGE_ABSENT}`. `env:HENGE_ABSENT`, to which it")
                .hasMessageContaining("`druid.indexer.runner.capacity` is `${sys:java.vendor}`. Give a whole number")
                .message()
                .doesNotContain(System.getProperty("java.vendor"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clusters[0].name||is not set. Give 1 to 63 small letters",
                "clusters[0].name|East|is `East`. Give 1 to 63 small letters",
                "clusters[1].name|east|Another cluster has this name already: give each its own.",
                "clusters[0].taskNamespace|a_b|is `a_b`. Give 1 to 63 small letters",
                "clusters[0].kubeConfigPath|x|There is no such property: did you mean `druid.indexer.runner.clusters[0].kubeconfigPath`?",
                "clusters[0].capcity|5|There is no such property: did you mean `druid.indexer.runner.clusters[0].capacity`?",
                "clusters[0].zzzz|5|There is no such property; known here: adapter.type, annotations, capacity, clusterLabels, context",
                "clusters[1].podTemplate.prod.kill|b.yaml|last word, kill, is not taken for it. Give `druid.indexer.runner.clusters[1].podTemplate.prod_kill`",
                "k8s.podTemplate.prod.base|b.yaml|last word, base, is not taken for it, since that is what `druid.indexer.runner.k8s.podTemplate.base` would be, too. Give `druid.indexer.runner.k8s.podTemplate.prod_base`",
                "k8s.podTemplate.index.parallel|b.yaml|has no dots, and the last word, parallel, is not taken for it. Give `druid.indexer.runner.k8s.podTemplate.index_parallel`",
                "clusters[0].capacity|0|Give a whole number from 1 to 2147483647.",
                "clusters[0].weight|0|Give a whole number from 1 to 1000.",
                "clusters[0].disabled|yes|Give true or false.",
                "clusters[0].requestTimeout|10|ISO-8601",
                "clusters[0].requestTimeout|PT11M|Give a duration from PT0.001S to PT10M as ISO-8601",
                "health.probeInterval|PT0.1S|`druid.indexer.runner.health.probeInterval` is `PT0.1S`. Give a duration from PT0.2S to PT1M as ISO-8601",
                "health.probeTimeout|PT2M|`druid.indexer.runner.health.probeTimeout` is `PT2M`. Give a duration from PT0.2S to PT1M as ISO-8601",
                "health.probetimeout|PT2S|did you mean `druid.indexer.runner.health.probeTimeout`?",
                "clusters[0].health.probeTimeout|PT2S|There is no such property",
                "clusters[0].proxy.http|proxy|Give the URL of a proxy with its port",
                "clusters[0].memory|lots|Give a quantity as Kubernetes has them, such as 3Gi.",
                "clusters[0].resources.cpu|lots|is `lots`. Give a quantity as Kubernetes has them, such as 64, 500m or 256Gi.",
                "clusters[0].resources.memory|-1Gi|is `-1Gi`. Give a quantity as Kubernetes has them",
                "clusters[0].resources.gpu|4|is `4`. There is no such resource. Give cpu, memory,",
                "clusters[0].resources.requests.cpu|4|is `4`. There is no such resource. Give cpu, memory,",
                "clusters[0].podPatch|[1]|It is a list. Expected an object with metadata and spec of a pod template.",
                "clusters[0].javaOptsArray|[\"-Xmx1g\"]|It has no effect with customTemplateAdapter",
                "clusters[0].cpuCoreInMicro|5|It has no effect with customTemplateAdapter",
                "clusters[0].adapter.type|pod|Give one of overlordSingleContainer, overlordMultiContainer, customTemplateAdapter",
                "clusters[0].labels.druid.k8s.peons|true|The runner sets this itself: leave it out.",
                "clusters[x].name|east|Give clusters[0].name and so on.",
                "capacity|0|Give a whole number from 1 to 2147483647.",
                "capacity|-5|Give a whole number from 1 to 2147483647.",
                "capacity|many|Give a whole number from 1 to",
                "cpuCoreInMicro|-1|Give a whole number from 0 to",
                "graceTerminationPeriodSeconds|soon|Give a whole number from 0 to",
                "maxTaskDuration|-PT1H|Give a duration from PT1S to",
                "taskCleanupDelay|P30000D|Give a duration from PT1S to PT596523H14M7S",
                "taskJoinTimeout|1m|Give a duration above zero",
                "debugJobs|yes|Give true or false.",
                "useK8sSharedInformers|1|Give true or false.",
                "clusterSelector.type|best|Give one of roundrobin, random, leastTask.",
                "javaOptsArray|-Xmx1g|Give a JSON array of strings",
                "javaOptsArray|[null]|Give a JSON array of strings",
                "peonMonitors.first|a|Give the elements of a list the indices 0, 1 and so on.",
                "labels|team=ads|Give a JSON object of strings",
                "labels|null|Give a JSON object of strings",
                "annotations|[]|Give a JSON object of strings",
                "labels.team|a b|Give at most 63 letters, digits and _.-",
                "labels.a b|x|Its name is none that Kubernetes takes",
                "labels.druid.k8s.peons|true|The runner sets this itself: leave it out.",
                "labels.druid.overlord.namespace|x|The runner sets this itself: leave it out.",
                "labels.henge.io/owner|x|The runner sets this itself: leave it out.",
                "annotations.task.id|x|The runner sets this itself: leave it out.",
                "annotations.tls.enabled|x|The runner sets this itself: leave it out.",
                "k8s.adapter.type|custom|Give one of overlordSingleContainer, overlordMultiContainer, customTemplateAdapter",
                "k8s.podTemplate.base||is not set. Give the path of a PodTemplate in YAML.",
                "placement.rulez|x|There is no such property: did you mean `druid.indexer.runner.placement.rules`?",
                "placement.rules|x|The value is no JSON, at line 1, column",
                "placement.rules|[{\"name\":\"a\",\"exclude\":{\"name\":[\"nroth\"]}}]|Rule[a] of the properties names [nroth], but the clusters are [east, west].",
                "placement.rules|[{\"name\":\"a\",\"require\":{\"labels\":{\"zone\":[\"a\"]}}}]|Rule[a] of the properties matches no cluster: none has zone=a. Give labels that a cluster has: none has any, see clusters[N].clusterLabels.<key>.",
                "clusters[0].clusterLabels.a b|x|Give a label as Kubernetes takes it",
                "clusters[0].clusterLabels.zone|a b|Give a label as Kubernetes takes it",
                "clusters[0].taints[0]|old|Give key=value:NoSchedule or key=value:PreferNoSchedule",
                "placement.startTolerationSeconds|9|Give a whole number from 10 to 2147483647.",
                "placement.starttolerationseconds|x|There is no such property: did you mean `druid.indexer.runner.placement.startTolerationSeconds`?",
                "ledger.table|x|There is no such property",
            })
    void aWrongValueIsRefusedWithKeyAndRemedy(String key, String value, String sentence) {
        properties.set(key, value == null ? "" : value);
        assertThatThrownBy(properties::read)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("`druid.indexer.runner." + key + "` ")
                .hasMessageContaining(sentence);
    }

    @Test
    void whatTheReferenceCallsADefaultIsOneOfTheLoop() {
        assertThat(properties.read().policies())
                .usingRecursiveComparison()
                .ignoringFields("sharing.profiles")
                .isEqualTo(Policies.DEFAULT);
    }

    @Test
    void noClustersAtAllAreRefused() {
        assertThatThrownBy(
                        () -> RunnerProperties.none().set("namespace", "druid").read())
                .isInstanceOf(ConfigException.class)
                .hasMessage("`druid.indexer.runner.clusters[0].name` is not set. "
                        + "Give at least one cluster a name and a taskNamespace.");
    }

    @Test
    void clustersDoNotGoWithK8s() {
        assertThatThrownBy(() -> properties.set("type", "k8s").read())
                .hasMessage("`druid.indexer.runner.type` is `k8s`. Give multik8s, or leave the clusters out.");
    }

    @Test
    void disablingEveryClusterIsRefused() {
        properties.set("clusters[0].disabled", "true").set("clusters[1].disabled", "true");
        assertThatThrownBy(properties::read).hasMessageContaining("Leave at least one cluster enabled.");
    }

    @Test
    void theSameNamespaceOfTheSameClusterTwiceIsRefused() {
        properties.set("clusters[2].name", "third").set("clusters[2].taskNamespace", "druid");
        properties.set("clusters[2].kubeconfigPath", "./conf/../conf/west.yaml");
        assertThatThrownBy(properties::read)
                .hasMessage("`druid.indexer.runner.clusters[2].taskNamespace` is `druid`. "
                        + "`druid.indexer.runner.clusters[1].taskNamespace` is the same namespace of the same cluster: "
                        + "leave one of the two out.");
        properties.set("clusters[2].context", "other");
        assertThat(properties.read().clusters()).hasSize(3);
    }

    @Test
    void theOverlordAdaptersNeedToKnowWhereTheOverlordIs() {
        properties.set("k8s.adapter.type", "overlordMultiContainer").remove("overlordNamespace");
        assertThatThrownBy(properties::read)
                .hasMessageContaining("`druid.indexer.runner.overlordNamespace` is not set. Give the namespace of the");
    }

    @Test
    void aClusterWithoutANameIsLookedAtToo() {
        properties.set("clusters[0].name", "").set("clusters[0].memory", "lots").set("clusters[0].labels", "[]");
        assertThatThrownBy(properties::read)
                .hasMessageContaining("clusters[0].name")
                .hasMessageContaining("clusters[0].memory")
                .hasMessageContaining("clusters[0].labels");
    }

    @Test
    void allComplaintsComeAtOnceAndOnce() {
        properties.set("clusters[0].name", "").set("capacity", "0").set("labels", "[]");
        assertThatThrownBy(properties::read)
                .hasMessageContaining("clusters[0].name")
                .hasMessageContaining("capacity")
                .hasMessageContaining("labels")
                .extracting(e -> String.valueOf(e.getMessage()).lines().count())
                .isEqualTo(3L);
    }
}
