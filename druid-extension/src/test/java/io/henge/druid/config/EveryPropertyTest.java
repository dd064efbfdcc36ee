package io.henge.druid.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.TaskMatch;
import io.henge.core.decide.Policies;
import io.henge.core.failover.FailoverMode;
import io.henge.core.failover.FailoverPolicy;
import io.henge.core.failover.FailoverRules;
import io.henge.core.placement.Rule;
import io.henge.core.placement.Selector;
import io.henge.core.placement.Taint;
import io.henge.druid.config.Property.Reader;
import io.henge.druid.config.Property.Scope;
import io.henge.kubernetes.access.ProxySettings;
import io.henge.kubernetes.job.PodChanges;
import io.henge.kubernetes.overlord.OverlordSettings;
import io.henge.kubernetes.template.TemplateFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every property, set to what is not its default, is seen in the configuration, and is not seen there without it. */
class EveryPropertyTest {
    private static final Taint OLD = new Taint("old", "", Taint.Effect.NO_SCHEDULE);
    private static final String WEST = "clusters[1].";

    /** @param seen what the configuration shows of the property, for the second of two clusters where it is one's own */
    private record Row(String key, String value, Function<RunnerConfig, @Nullable Object> seen, Object expected) {
        @Override
        public String toString() {
            return key + "=" + value;
        }
    }

    private static Row policy(String key, String value, Function<Policies, Object> seen, Object expected) {
        return new Row(key, value, config -> seen.apply(config.policies()), expected);
    }

    private static Row west(String key, String value, Function<ClusterEntry, @Nullable Object> seen, Object expected) {
        return new Row(key, value, config -> seen.apply(config.clusters().get(1)), expected);
    }

    private static Row pod(String key, String value, Function<PodConfig, @Nullable Object> seen, Object expected) {
        return west(key, value, entry -> seen.apply(entry.pod()), expected);
    }

    private static Row overlord(
            String key, String value, Function<OverlordSettings, @Nullable Object> seen, Object expected) {
        return pod(key, value, pod -> seen.apply(pod.overlord()), expected);
    }

    private static Row change(String key, String value, Function<PodChanges, @Nullable Object> seen, Object expected) {
        return pod(WEST + key, value, pod -> seen.apply(pod.changes()), expected);
    }

    private static Row proxy(
            String key, String value, Function<ProxySettings, @Nullable Object> seen, Object expected) {
        return west(WEST + key, value, entry -> seen.apply(entry.route().proxy()), expected);
    }

    private static Row registration(
            String key, String value, Function<RegistrationConfig, @Nullable Object> seen, Object expected) {
        return new Row(key, value, config -> seen.apply(config.registration()), expected);
    }

    private static Row note(String key, String value) {
        return new Row(
                key,
                value,
                config -> config.notes().stream()
                        .anyMatch(note -> note.startsWith("`druid.indexer.runner." + key + "` ")),
                true);
    }

    private static @Nullable Path template(PodConfig pod, String key) {
        @Nullable TemplateFile file = pod.templates().files().get(key);
        return file == null ? null : file.path();
    }

    private static FailoverRules failover(Policies policies) {
        return policies.sharing().rules().failover();
    }

    private static FailoverPolicy usual(int maxPerHour, String... by) {
        return new FailoverPolicy(null, null, FailoverPolicy.Patience.USUAL, maxPerHour, List.of(by));
    }

    static Stream<Row> common() {
        return Stream.of(
                new Row(
                        "overlordNamespace",
                        "ops",
                        config -> config.clusters().get(1).pod().overlordNamespace(),
                        "ops"),
                new Row(
                        "k8sTaskPodNamePrefix",
                        "prod",
                        config -> config.naming().prefix(),
                        "prod"),
                new Row("disableClientProxy", "true", RunnerConfig::disableClientProxy, true),
                new Row(
                        "placement.clusterInLocation",
                        "true",
                        config -> config.naming().clusterInLocation(),
                        true),
                new Row(
                        "disableClientProxy",
                        "true",
                        c -> c.clusters().get(1).route().proxy().ignoreEnvironment(),
                        true),
                policy("capacity", "7", Policies::capacity, 7),
                policy(
                        "k8sjobLaunchTimeout",
                        "PT2M",
                        limits -> limits.starting().launchTimeout(),
                        Duration.ofMinutes(2)),
                policy("logSaveTimeout", "PT20S", limits -> limits.ending().logSaveTimeout(), Duration.ofSeconds(20)),
                policy(
                        "placement.startTolerationSeconds",
                        "19",
                        limits -> limits.starting().startToleration(),
                        Duration.ofSeconds(19)),
                policy("outcome.podEndWait", "PT30S", limits -> limits.ending().podEndWait(), Duration.ofSeconds(30)),
                policy(
                        "health.probeInterval",
                        "PT0.7S",
                        limits -> limits.health().probeInterval(),
                        Duration.ofMillis(700)),
                policy(
                        "health.probeTimeout",
                        "PT0.5S",
                        limits -> limits.health().probeTimeout(),
                        Duration.ofMillis(500)),
                policy(
                        "health.profile",
                        "careful",
                        limits -> limits.health().unreachableAfter(),
                        Duration.ofSeconds(30)),
                policy("health.suspectAfter", "PT7S", limits -> limits.health().suspectAfter(), Duration.ofSeconds(7)),
                policy(
                        "health.unreachableAfter",
                        "PT14S",
                        limits -> limits.health().unreachableAfter(),
                        Duration.ofSeconds(14)),
                policy("health.lostAfter", "PT1M", limits -> limits.health().lostAfter(), Duration.ofMinutes(1)),
                policy(
                        "health.recoverAfter",
                        "PT20S",
                        limits -> limits.health().recoverAfter(),
                        Duration.ofSeconds(20)),
                policy("failover.mode", "observe", limits -> limits.failover().mode(), FailoverMode.OBSERVE),
                policy("failover.rate", "7", limits -> limits.failover().rate(), 7),
                policy("failover.maxPerHour", "3", limits -> failover(limits).usual(), usual(3)),
                policy(
                        "failover.leaseDuration",
                        "PT20S",
                        limits -> limits.failover().lease(),
                        Duration.ofSeconds(20)),
                policy(
                        "failover.rules",
                        "[{\"name\":\"r\",\"maxPerHour\":2}]",
                        limits -> failover(limits).all(),
                        List.of(new FailoverRules.Rule("r", TaskMatch.ALL, usual(2, "r")))),
                policy("debugJobs", "true", limits -> limits.ending().keepJobs(), true),
                pod("maxTaskDuration", "PT1H", pod -> pod.jobs().maxTaskDuration(), Duration.ofHours(1)),
                pod("taskCleanupDelay", "P1D", pod -> pod.jobs().taskCleanupDelay(), Duration.ofDays(1)),
                pod(
                        "allowTaskPodTemplateSelection",
                        "true",
                        pod -> pod.templates().selection(),
                        true),
                pod("podFieldValidation", "strict", pod -> pod.templates().strictFields(), true),
                pod("k8s.podTemplate.kill", "conf/kill.yaml", pod -> template(pod, "kill"), Path.of("conf/kill.yaml")),
                pod("k8s.adapter.type", "overlordMultiContainer", PodConfig::adapter, AdapterType.MULTI_CONTAINER),
                pod("labels", "{\"team\":\"ads\"}", pod -> pod.jobs().labels(), Map.of("team", "ads")),
                pod("labels.team", "ads", pod -> pod.jobs().labels(), Map.of("team", "ads")),
                pod("annotations", "{\"note\":\"x\"}", pod -> pod.jobs().annotations(), Map.of("note", "x")),
                overlord("primaryContainerName", "druid", OverlordSettings::primaryContainer, "druid"),
                overlord("kubexitImage", "mine/kubexit", OverlordSettings::kubexitImage, "mine/kubexit"),
                overlord("graceTerminationPeriodSeconds", "5", OverlordSettings::graceSeconds, 5L),
                overlord(
                        "javaOptsArray",
                        "[\"-Xmx2g\",\"-Da=b\"]",
                        OverlordSettings::javaOpts,
                        List.of("-Xmx2g", "-Da=b")),
                overlord("javaOptsArray[0]", "-Xmx2g", OverlordSettings::javaOpts, List.of("-Xmx2g")),
                overlord("javaOptsArray.0", "-Xmx2g", OverlordSettings::javaOpts, List.of("-Xmx2g")),
                overlord("cpuCoreInMicro", "1500", OverlordSettings::cpuMillis, 1500),
                overlord("peonMonitors", "[\"a.B\"]", OverlordSettings::monitors, List.of("a.B")),
                overlord("peonMonitors[0]", "a.B", OverlordSettings::monitors, List.of("a.B")),
                note("sidecarSupport", "false"),
                note("taskJoinTimeout", "PT2M"),
                note("taskCleanupInterval", "PT1M"),
                note("useK8sSharedInformers", "true"),
                note("k8sSharedInformerResyncPeriod", "PT1M"),
                note("k8sAndWorker.http.httpClientType", "okhttp"),
                policy(
                        "placement.rules",
                        "[{\"name\":\"t\",\"together\":true}]",
                        p -> p.sharing().rules().all(),
                        List.of(new Rule("t", TaskMatch.ALL, new Rule.Together()))),
                policy(
                        "placement.tasksMayTolerate",
                        "true",
                        p -> p.sharing().rules().tasksMayTolerate(),
                        true),
                west("health.probeInterval", "PT0.7S", c -> c.route().probing().interval(), Duration.ofMillis(700)),
                west("health.probeTimeout", "PT0.5S", c -> c.route().probing().timeout(), Duration.ofMillis(500)),
                registration(
                        "registration.kubeconfigDirectory", "/kube", RegistrationConfig::kubeconfigs, Path.of("/kube")),
                new Row(
                        "registration.secrets",
                        "true",
                        config -> config.registration().secretsIn(),
                        "overlords"),
                registration("registration.allowExec", "true", RegistrationConfig::allowExec, true),
                registration("registration.allowFiles", "true", RegistrationConfig::allowFiles, true),
                policy("placement.keepAfter", "PT9M", p -> p.starting().keepAfter(), Duration.ofMinutes(9)),
                policy("clusterSelector.type", "leastTask", p -> p.sharing().selector(), Selector.LEAST_TASK));
    }

    static Stream<Row> perCluster() {
        return Stream.of(
                west(WEST + "name", "north", entry -> entry.name().value(), "north"),
                west(WEST + "taskNamespace", "tasks", ClusterEntry::namespace, "tasks"),
                west(WEST + "kubeconfigPath", "n.yaml", entry -> entry.route().kubeconfig(), Path.of("n.yaml")),
                west(WEST + "context", "admin", entry -> entry.route().context(), "admin"),
                west(WEST + "overlordIdentifier", "me", entry -> entry.pod().overlordNamespace(), "me"),
                west(WEST + "disabled", "true", ClusterEntry::disabled, true),
                west(WEST + "capacity", "7", entry -> entry.profile().limits().capacity(), 7),
                west(WEST + "weight", "7", entry -> entry.profile().limits().weight(), 7),
                west(
                        WEST + "clusterLabels",
                        "{\"zone\":\"a\"}",
                        entry -> entry.profile().labels(),
                        Map.of("zone", "a")),
                west(WEST + "clusterLabels.zone", "a", entry -> entry.profile().labels(), Map.of("zone", "a")),
                west(
                        WEST + "taints",
                        "[\"old:NoSchedule\"]",
                        entry -> entry.profile().taints(),
                        List.of(OLD)),
                west(
                        WEST + "taints[0]",
                        "old:NoSchedule",
                        entry -> entry.profile().taints(),
                        List.of(OLD)),
                west(
                        WEST + "resources.cpu",
                        "1.5",
                        entry -> entry.profile().limits().resources().amount("cpu"),
                        1_500L),
                west(
                        WEST + "resources",
                        "{\"nvidia.com/gpu\":\"4\"}",
                        entry -> entry.settings("", false).resources().amount("nvidia.com/gpu"),
                        4L),
                west(WEST + "requestTimeout", "PT3S", entry -> entry.route().requestTimeout(), Duration.ofSeconds(3)),
                proxy("disableClientProxy", "true", ProxySettings::ignoreEnvironment, true),
                proxy("proxy.http", "http://p:1", ProxySettings::http, "http://p:1"),
                proxy("proxy.https", "http://p:2", ProxySettings::https, "http://p:2"),
                proxy("proxy.noProxy", "a, b", ProxySettings::noProxy, List.of("a", "b")),
                proxy("proxy.user", "me", ProxySettings::user, "me"),
                proxy("proxy.password", "word", ProxySettings::password, "word"),
                pod(WEST + "adapter.type", "overlordSingleContainer", PodConfig::adapter, AdapterType.SINGLE_CONTAINER),
                pod(WEST + "podTemplate.base", "w.yaml", pod -> template(pod, "base"), Path.of("w.yaml")),
                pod(WEST + "maxTaskDuration", "PT1H", pod -> pod.jobs().maxTaskDuration(), Duration.ofHours(1)),
                pod(WEST + "taskCleanupDelay", "P1D", pod -> pod.jobs().taskCleanupDelay(), Duration.ofDays(1)),
                pod(WEST + "labels", "{\"a\":\"b\"}", pod -> pod.jobs().labels(), Map.of("a", "b")),
                pod(WEST + "annotations.a", "b", pod -> pod.jobs().annotations(), Map.of("a", "b")),
                change("image", "mine/druid", PodChanges::image, "mine/druid"),
                change("serviceAccount", "peon", PodChanges::serviceAccount, "peon"),
                change("nodeSelector", "{\"zone\":\"b\"}", PodChanges::nodeSelector, Map.of("zone", "b")),
                change("memory", "3Gi", PodChanges::memory, "3Gi"),
                change("podPatch", "{\"spec\":{}}", changes -> changes.patch() != PodChanges.NONE.patch(), true));
    }

    /** Keys of whoever names no clusters; what {@code type} does is in {@link RunnerTypeTest}. */
    static Stream<Row> withoutClusters() {
        return Stream.of(
                new Row("namespace", "mine", config -> config.clusters().get(0).namespace(), "mine"));
    }

    /** Keys that only a cluster with an Overlord adapter may have. */
    static Stream<Row> perOverlordCluster() {
        return Stream.of(
                overlord(WEST + "javaOptsArray[0]", "-Xmx3g", OverlordSettings::javaOpts, List.of("-Xmx3g")),
                overlord(WEST + "cpuCoreInMicro", "700", OverlordSettings::cpuMillis, 700),
                overlord(WEST + "graceTerminationPeriodSeconds", "3", OverlordSettings::graceSeconds, 3L),
                overlord(WEST + "primaryContainerName", "druid", OverlordSettings::primaryContainer, "druid"),
                overlord(WEST + "kubexitImage", "mine", OverlordSettings::kubexitImage, "mine"),
                overlord(WEST + "peonMonitors", "[\"a\"]", OverlordSettings::monitors, List.of("a")));
    }

    private static void check(RunnerProperties properties, Row row) {
        assertThat(row.seen().apply(properties.read())).isNotEqualTo(row.expected());
        RunnerConfig config = properties.set(row.key(), row.value()).read();
        assertThat(row.seen().apply(config)).isEqualTo(row.expected());
    }

    @ParameterizedTest
    @MethodSource("common")
    void aCommonPropertyHasItsEffect(Row row) {
        check(RunnerProperties.twoClusters(), row);
    }

    @ParameterizedTest
    @MethodSource("withoutClusters")
    void aPropertyOfWhoeverNamesNoClustersHasItsEffect(Row row) {
        RunnerProperties properties = RunnerProperties.none().set("type", "k8s").set("namespace", "druid");
        properties.set("k8s.adapter.type", "customTemplateAdapter").set("k8s.podTemplate.base", "conf/base.yaml");
        check(properties, row);
    }

    @ParameterizedTest
    @MethodSource("perCluster")
    void aClustersOwnPropertyHasItsEffect(Row row) {
        check(RunnerProperties.twoClusters(), row);
    }

    @ParameterizedTest
    @MethodSource("perOverlordCluster")
    void aPropertyOfAnOverlordClusterHasItsEffect(Row row) {
        check(RunnerProperties.twoClusters().set(WEST + "adapter.type", "overlordSingleContainer"), row);
    }

    @ParameterizedTest
    @MethodSource("perCluster")
    void aClustersOwnPropertyLeavesTheOthersAlone(Row row) {
        RunnerProperties properties = RunnerProperties.twoClusters();
        ClusterEntry before = properties.read().clusters().get(0);
        ClusterEntry after =
                properties.set(row.key(), row.value()).read().clusters().get(0);
        assertThat(after).isEqualTo(before);
    }

    @Test
    void noPropertyIsLeftOutHere() {
        assertThat(Stream.concat(common(), withoutClusters()).map(row -> propertyOf(row.key(), Scope.COMMON)))
                .containsAll(PropertyTable.where(property -> property.scope().includes(Scope.COMMON)
                        && property.reader() != Reader.WORKERS
                        && !property.key().equals("type")));
        assertThat(Stream.concat(perCluster(), perOverlordCluster())
                        .map(row -> propertyOf(row.key().substring(WEST.length()), Scope.CLUSTER)))
                .containsAll(PropertyTable.where(property -> property.scope().includes(Scope.CLUSTER)));
    }

    private static Property propertyOf(String key, Scope scope) {
        return PropertyTable.of(key.replaceAll("\\[(\\d+)]", ".$1"), scope);
    }

    @Test
    void theFirstNamespaceThatIsGivenIsTheOverlords() {
        RunnerProperties properties = RunnerProperties.twoClusters()
                .set("k8s.adapter.type", "overlordSingleContainer")
                .set("namespace", "n");
        assertThat(properties.read().overlordPodNamespace()).isEqualTo("overlords");
        assertThat(properties.remove("overlordNamespace").read().overlordPodNamespace())
                .isEqualTo("n");
        properties.remove("namespace").set("clusters[1].disabled", "true");
        assertThat(properties.read().overlordPodNamespace()).isEqualTo("druid");
        assertThat(RunnerProperties.twoClusters().read().overlordPodNamespace()).isNull();
    }

    @Test
    void aClustersOwnMarksComeBesideTheCommonOnesAndWin() {
        PodConfig west = RunnerProperties.twoClusters()
                .set("labels", "{\"a\":\"1\",\"b\":\"1\"}")
                .set(WEST + "labels.b", "2")
                .read()
                .clusters()
                .get(1)
                .pod();
        assertThat(west.jobs().labels()).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
        assertThat(Objects.requireNonNull(west.templates().files().get("base")).property())
                .isEqualTo("druid.indexer.runner.k8s.podTemplate.base");
    }
}
