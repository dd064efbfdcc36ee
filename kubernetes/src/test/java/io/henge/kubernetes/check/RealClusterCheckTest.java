package io.henge.kubernetes.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobList;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.henge.kubernetes.access.ClientFactory;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.check.Finding.Level;
import io.henge.kubernetes.check.FleetReport.Verdict;
import io.henge.kubernetes.stub.LocalCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found out about real clusters, as the shipped Role allows it. */
@Tag("real-cluster")
class RealClusterCheckTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String ACCOUNT = "serviceAccountName: peon";
    private static final String MAP = "volumes: [{name: conf, configMap: {name: conf}}]";
    private static final String[] WHOLE = {"restartPolicy: Never", "containers: [{name: main, image: druid}]"};

    @TempDir
    private static Path dir;

    private static LocalCluster east;
    private static LocalCluster west;

    @BeforeAll
    static void up() throws Exception {
        east = LocalCluster.up(dir, "east");
        west = LocalCluster.up(dir, "west");
    }

    @AfterAll
    static void down() {
        east.close();
        west.close();
    }

    /** @param spec lines of a pod's specification, beside those without which there is none */
    private static ClusterCheck check(ClusterSettings settings, String... spec) {
        return checkOf(
                settings, Stream.concat(Stream.of(WHOLE), Stream.of(spec)).toArray(String[]::new));
    }

    private static ClusterCheck checkOf(ClusterSettings settings, String... spec) {
        return new ClusterCheck(settings, List.of(PlannedPods.of(spec)), List.of(), InstantSource.system());
    }

    private static CheckedCluster report(ClusterSettings settings, String... spec) {
        return FleetCheck.run(List.of(check(settings, spec))).clusters().get(0);
    }

    private static Stream<String> about(CheckedCluster report, Level level) {
        return report.findings().stream()
                .filter(finding -> finding.level() == level)
                .map(Finding::about);
    }

    @Test
    void withTheShippedRoleEverythingIsAllowedAndNothingElseIsSeen() {
        CheckedCluster report = report(east.settings("owner", TIMEOUT), ACCOUNT, MAP);
        assertThat(report.findings()).noneMatch(finding -> finding.level() == Level.PROBLEM);
        assertThat(report.serverVersion()).startsWith("v1.");
        assertThat(report.clockAhead()).isNotNull();
        assertThat(about(report, Level.FINE))
                .containsExactlyElementsOf(Stream.of(
                                Stream.of("identity", "namespace[" + east.namespace() + "]"),
                                Permission.ALL.stream().map(right -> "permission to " + right),
                                Stream.of("Job of pod template[base]"))
                        .flatMap(parts -> parts)
                        .toList());
        assertThat(about(report, Level.UNSEEN)).containsExactly("ServiceAccount[peon]", "ConfigMap[conf]");
    }

    @Test
    void aRightThatTheRoleLacksIsTheOnlyOneNamed() throws Exception {
        String path = "apis/rbac.authorization.k8s.io/v1/namespaces/" + east.namespace() + "/roles/henge";
        ExecutorService http = Executors.newSingleThreadExecutor();
        try (Api admin = ClientFactory.open(east.adminSettings(east.namespace(), TIMEOUT), http, ApiMeter.NONE)) {
            Role shipped = admin.get(path).as(Role.class);
            Role lacking = admin.get(path).as(Role.class);
            lacking.getMetadata().setResourceVersion(null);
            shipped.getMetadata().setResourceVersion(null);
            lacking.getRules().forEach(rule -> {
                if (rule.getResources().contains("jobs")) {
                    rule.setVerbs(List.of("create", "get", "list", "watch"));
                }
            });
            assertThat(admin.patch(path, lacking).isSuccess()).isTrue();
            try {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(about(report(east.settings("owner", TIMEOUT)), Level.PROBLEM))
                                .containsExactly("permission to delete jobs.batch"));
            } finally {
                assertThat(admin.patch(path, shipped).isSuccess()).isTrue();
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> report(east.settings("owner", TIMEOUT)).works());
        } finally {
            http.shutdownNow();
        }
    }

    @Test
    void whatIsNotThereIsNamedToWhomeverMayLook() throws Exception {
        ClusterSettings seesAll = west.adminSettings(west.namespace(), TIMEOUT);
        assertThat(about(report(seesAll, ACCOUNT, MAP), Level.PROBLEM))
                .containsExactly("ServiceAccount[peon]", "ConfigMap[conf]");
        ExecutorService http = Executors.newSingleThreadExecutor();
        try (Api admin = ClientFactory.open(seesAll, http, ApiMeter.NONE)) {
            assertThat(admin.post(
                                    "api/v1/namespaces/" + west.namespace() + "/configmaps",
                                    new ConfigMapBuilder()
                                            .withNewMetadata()
                                            .withName("conf")
                                            .endMetadata()
                                            .build())
                            .isSuccess())
                    .isTrue();
        } finally {
            http.shutdownNow();
        }
        assertThat(about(report(seesAll, MAP), Level.PROBLEM)).isEmpty();
        assertThat(about(report(west.adminSettings("nowhere", TIMEOUT)), Level.PROBLEM))
                .containsExactly("namespace[nowhere]");
    }

    @Test
    void aNamespaceWhereNothingIsAllowedIsPerhapsNotThere() {
        CheckedCluster report = report(west.settings("nowhere", "owner", TIMEOUT));
        assertThat(about(report, Level.PROBLEM)).containsExactly("namespace[nowhere]");
        assertThat(report.findings())
                .last()
                .satisfies(finding -> assertThat(finding.sentence()).contains("perhaps it does not exist"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "containers: [{name: main, image: druid}]|spec.template.spec.restartPolicy: Required value",
                "{\"restartPolicy\": \"Never\", \"containers\": [{\"image\": \"druid\"}]}|spec.template.spec.containers[0].name: Required value",
                "{\"restartPolicy\": \"Never\", \"containers\": [{\"name\": \"main\"}]}|spec.template.spec.containers[0].image: Required value",
            })
    void aJobThatTheApiServerWouldNotTakeIsAProblemInItsWordsAndNothingIsMade(String spec, String words)
            throws Exception {
        CheckedCluster report = FleetCheck.run(List.of(checkOf(east.settings("owner", TIMEOUT), spec)))
                .clusters()
                .get(0);
        assertThat(report.findings())
                .filteredOn(finding -> finding.level() == Level.PROBLEM)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.about()).isEqualTo("Job of pod template[base]");
                    assertThat(finding.sentence()).contains("answered 422: ", words);
                });
        assertThat(report(east.settings("owner", TIMEOUT)).works()).isTrue();
        ExecutorService http = Executors.newSingleThreadExecutor();
        try (Api admin = ClientFactory.open(east.adminSettings(east.namespace(), TIMEOUT), http, ApiMeter.NONE)) {
            assertThat(admin.get("apis/batch/v1/namespaces/" + east.namespace() + "/jobs")
                            .as(JobList.class)
                            .getItems())
                    .isEmpty();
        } finally {
            http.shutdownNow();
        }
    }

    @Test
    void aFrozenClusterDoesNotHoldUpTheOther() throws Exception {
        west.freezeApiServer();
        try {
            FleetReport fleet = FleetCheck.run(
                    List.of(check(west.settings("owner", TIMEOUT)), check(east.settings("owner", TIMEOUT))));
            assertThat(fleet.verdict()).isEqualTo(Verdict.PROBLEM);
            assertThat(fleet.clusters().get(0).reached()).isFalse();
            assertThat(fleet.clusters().get(0).findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.sentence())
                            .containsAnyOf("did not answer in time", "could not be reached in time"));
            assertThat(fleet.clusters().get(1).works()).isTrue();
        } finally {
            west.thawApiServer();
        }
    }
}
