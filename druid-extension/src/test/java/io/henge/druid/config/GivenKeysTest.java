package io.henge.druid.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Field;
import java.util.stream.Stream;
import org.apache.druid.indexing.overlord.config.ForkingTaskRunnerConfig;
import org.apache.druid.indexing.overlord.config.HttpRemoteTaskRunnerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of keys that nobody knows, and of properties of Druid that tasks on clusters need. */
class GivenKeysTest {
    private static final String RUNNER = "druid.indexer.runner.";

    private final RunnerProperties properties = RunnerProperties.twoClusters();

    @ParameterizedTest
    @CsvSource(
            value = {
                "javaOptArray,javaOptsArray",
                "javaOptsArrays[0],javaOptsArray.0",
                "adapter.type,k8s.adapter.type",
                "k8s.adaptor.type,k8s.adapter.type",
                "k8s.Adapter.Type,k8s.adapter.type",
                "adaptr.type,k8s.adapter.type",
                "K8sjobLaunchTimeout,k8sjobLaunchTimeout",
                "k8sJobLaunchTimeout,k8sjobLaunchTimeout",
                "k8s.jobLaunchTimeout,k8sjobLaunchTimeout",
                "podTemplate.index_kafka,k8s.podTemplate.index_kafka",
                "k8s.podTemplates.kill,k8s.podTemplate.kill",
                "k8s.podtemplate.kill,k8s.podTemplate.kill",
                "label.team,labels.team",
                "k8s.labels.team,labels.team",
                "k8s.overlordNamespace,overlordNamespace",
                "maxTaskDurations,maxTaskDuration",
                "clusterSelector,clusterSelector.type",
                "clusterselector.type,clusterSelector.type",
                "alias,k8sTaskPodNamePrefix",
                "taskNamespace,clusters[0].taskNamespace",
                "kubeconfigPath,clusters[0].kubeconfigPath",
                "proxy.https,clusters[0].proxy.https",
                "Clusters[1].weight,clusters[1].weight",
                "cluster[1].wieght,clusters[1].weight",
                "k8sAndWorker.runnerStrategy.typ,k8sAndWorker.runnerStrategy.type",
                "runnerStrategy.taskType.overrides,k8sAndWorker.runnerStrategy.taskType.overrides",
                "pendingTaskRunnerNumThreads,pendingTasksRunnerNumThreads",
            })
    void aKeyThatNobodyKnowsIsToldWithTheLikelyOne(String key, String meant) {
        assertThat(properties.set(key, "1").read().notes())
                .containsExactly("`" + RUNNER + key + "` is not known: did you mean `" + RUNNER + meant + "`?");
    }

    @Test
    void aPropertyOfAnotherPlaceIsNamedInFull() {
        assertThat(properties.set("encapsulatedTask", "true").read().notes())
                .containsExactly("`" + RUNNER + "encapsulatedTask` is not known: did you mean `"
                        + PeonNotes.ENCAPSULATED + "`?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"frobnicate", "a.b.c", "k8s.podTemplate", "http.proxy.url.of.mine"})
    void aKeyLikeNoOtherIsToldToDoNothing(String key) {
        assertThat(properties.set(key, "1").read().notes())
                .containsExactly("`" + RUNNER + key + "` is not known and does nothing: leave it out.");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "clusters[1].k8s.adapter.type,clusters[1].adapter.type",
                "clusters[1].adaptertype,clusters[1].adapter.type",
                "clusters[1].k8s.podTemplate.kill,clusters[1].podTemplate.kill",
                "clusters[1].namespace,clusters[1].taskNamespace",
                "clusters[1].kubeconfig,clusters[1].kubeconfigPath",
                "clusters[1].Context,clusters[1].context",
                "clusters[1].overlordNamespace,clusters[1].overlordIdentifier",
                "clusters[1].k8sjobLaunchTimeout,k8sjobLaunchTimeout",
                "clusters[1].debugJobs,debugJobs",
                "clusters[1].nodeselector.zone,clusters[1].nodeSelector.zone",
            })
    void aClustersUnknownKeyIsRefusedWithTheLikelyOne(String key, String meant) {
        assertThatThrownBy(() -> properties.set(key, "1").read())
                .hasMessage("`" + RUNNER + key + "` is `1`. There is no such property: did you mean `" + RUNNER + meant
                        + "`?");
    }

    /** The complaint alone would say that something is not set that somebody believes to have set. */
    @Test
    void aSlipIsToldBesideTheComplaintThatComesOfIt() {
        properties
                .remove("k8s.adapter.type")
                .set("adapter.type", "customTemplateAdapter")
                .remove("overlordNamespace");
        assertThatThrownBy(properties::read)
                .message()
                .satisfies(message -> assertThat(message.lines())
                        .satisfiesExactly(
                                line -> assertThat(line).contains("overlordNamespace` is not set."),
                                line -> assertThat(line)
                                        .isEqualTo("`" + RUNNER + "adapter.type` is not known: did you mean `" + RUNNER
                                                + "k8s.adapter.type`?")));
    }

    @Test
    void whoNamesNoClustersIsNotSentToOne() {
        RunnerProperties single = RunnerProperties.none().set("type", "k8s").set("namespace", "druid");
        assertThat(single.set("taskNamespace", "x")
                        .set("kubeconfigPath", "x")
                        .read()
                        .notes())
                .hasSize(2)
                .allSatisfy(note -> assertThat(note).doesNotContain("clusters["));
    }

    static Stream<String> keysThatDruidReads() {
        return Stream.of(HttpRemoteTaskRunnerConfig.class, ForkingTaskRunnerConfig.class)
                .flatMap(GivenKeysTest::withParents)
                .flatMap(type -> Stream.of(type.getDeclaredFields()))
                .filter(field -> field.isAnnotationPresent(JsonProperty.class))
                .map(Field::getName);
    }

    private static Stream<Class<?>> withParents(Class<?> type) {
        return Stream.iterate(type, each -> each != Object.class, Class::getSuperclass);
    }

    @ParameterizedTest
    @MethodSource("keysThatDruidReads")
    void whatDruidReadsItselfIsNoMistake(String key) {
        assertThat(properties.set(key, "[]").read().notes()).isEmpty();
    }

    @Test
    void everyKeyOfDruidIsReadByIt() {
        assertThat(Stream.concat(DruidKeys.OF_WORKER_RUNNER.stream(), DruidKeys.OF_WORKERS.stream()))
                .isSubsetOf(keysThatDruidReads().toList());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "druid.indexer.task.encapsulatedTask,-,is not set: ,every task fails. Give true",
                "druid.indexer.task.encapsulatedTask,false,is `false`: ,every task fails. Give true",
                "druid.processing.intermediaryData.storage.type,-,is not set: ,partitions fails. Give deepstore",
                "druid.processing.intermediaryData.storage.type,local,is `local`: ,partitions fails. Give deepstore",
            })
    void whatTasksOnClustersNeedOfDruidIsToldWhereItIsMissing(String key, String value, String start, String end) {
        properties.setFull(key, value == null ? "" : value);
        assertThat(properties.read().notes())
                .singleElement()
                .asString()
                .startsWith("`" + key + "` " + start)
                .contains(end)
                .endsWith(", in the Overlord's properties and in the peons'.");
    }
}
