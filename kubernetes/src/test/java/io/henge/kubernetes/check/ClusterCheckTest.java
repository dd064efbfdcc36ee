package io.henge.kubernetes.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.check.Finding.Level;
import io.henge.kubernetes.check.FleetReport.Verdict;
import io.henge.kubernetes.check.PodNeed.Kind;
import io.henge.kubernetes.stub.StubApiServer;
import io.henge.kubernetes.stub.StubSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found out about a cluster, by an API server that answers as it is told. */
class ClusterCheckTest {
    private static final PodNeed MAP = new PodNeed(Kind.CONFIG_MAP, "conf", "volume[conf] of pod template[base]");
    private static final PodNeed PULL =
            new PodNeed(Kind.PULL_SECRET, "registry", "imagePullSecrets of pod template[base]");

    @TempDir
    private Path dir;

    private StubApiServer server;
    private ClusterSettings settings;
    private InstantSource clock = InstantSource.system();

    @BeforeEach
    void start() throws Exception {
        server = new StubApiServer();
        settings = server.settings(dir);
        server.start();
        server.answer(200, "{}");
        server.answer("GET", "version", 200, "{\"major\":\"1\",\"minor\":\"34\",\"gitVersion\":\"v1.34.4\"}");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private FleetReport check(PodNeed... needs) {
        return FleetCheck.run(List.of(new ClusterCheck(settings, List.of(needs), List.of(), clock)));
    }

    private ClusterReport one(PodNeed... needs) {
        return check(needs).clusters().get(0);
    }

    private static List<Finding> of(ClusterReport report, Level level) {
        return report.findings().stream()
                .filter(finding -> finding.level() == level)
                .toList();
    }

    @Test
    void aClusterAsItShouldBeIsFine() {
        FleetReport fleet = check(MAP, PULL);
        ClusterReport report = fleet.clusters().get(0);
        assertThat(fleet.verdict()).isEqualTo(Verdict.WORKS);
        assertThat(report.reached()).isTrue();
        assertThat(report.serverVersion()).isEqualTo("v1.34.4");
        assertThat(report.clockAhead()).isBetween(Duration.ofSeconds(-5), Duration.ofSeconds(5));
        assertThat(report.findings())
                .allMatch(finding -> finding.level() == Level.FINE)
                .hasSize(Permission.ALL.size() + 3);
        assertThat(server.calls()).filteredOn(call -> call.startsWith("POST")).hasSize(Permission.ALL.size());
    }

    @ParameterizedTest
    @CsvSource({
        "delete, jobs, delete jobs.batch, PROBLEM",
        "list, events, list events, WARNING",
        "patch, secrets, patch secrets, WARNING"
    })
    void exactlyTheMissingRightIsNamed(String verb, String resource, String named, Level level) {
        server.deny(verb, resource);
        ClusterReport report = one();
        assertThat(report.works()).isEqualTo(level != Level.PROBLEM);
        assertThat(report.findings())
                .filteredOn(finding -> finding.level() != Level.FINE)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(level);
                    assertThat(finding.about()).isEqualTo("permission to " + named);
                    assertThat(finding.sentence())
                            .startsWith(
                                    "To " + named + " in namespace[henge] is not allowed. Bind charts/rbac/role.yaml");
                });
    }

    @Test
    void whatIsNotThereIsNamedWithWhoNeedsIt() {
        server.answer("GET", "configmaps/conf", 404, "{}");
        server.answer("GET", "secrets/registry", 404, "{}");
        ClusterReport report = one(MAP, PULL);
        assertThat(of(report, Level.PROBLEM)).singleElement().satisfies(finding -> {
            assertThat(finding.about()).isEqualTo("ConfigMap[conf]");
            assertThat(finding.sentence()).contains("namespace[henge]", "volume[conf] of pod template[base] names it");
        });
        assertThat(of(report, Level.WARNING))
                .singleElement()
                .satisfies(finding -> assertThat(finding.about()).isEqualTo("Secret[registry]"));
    }

    @Test
    void whatMayNotBeLookedAtIsNeitherFineNorWrong() {
        server.answer("GET", "configmaps/conf", 403, "{\"kind\":\"Status\",\"message\":\"forbidden\"}");
        server.answer("GET", "api/v1/namespaces/henge", 403, "{}");
        ClusterReport report = one(MAP);
        assertThat(report.works()).isTrue();
        assertThat(of(report, Level.UNSEEN))
                .extracting(Finding::about)
                .containsExactly("namespace[henge]", "ConfigMap[conf]");
        assertThat(of(report, Level.UNSEEN))
                .allMatch(finding -> finding.sentence().startsWith("Not allowed to look"));
    }

    @Test
    void aNamespaceThatIsNotThereIsSaid() {
        server.answer("GET", "api/v1/namespaces/henge", 404, "{}");
        assertThat(of(one(), Level.PROBLEM))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence())
                        .isEqualTo("It does not exist. Make it, or give another one as "
                                + "druid.indexer.runner.clusters[0].taskNamespace."));
    }

    @Test
    void credentialsThatAreNotKnownEndTheCheck() {
        server.requireToken("another");
        FleetReport fleet = check(MAP);
        assertThat(fleet.verdict()).isEqualTo(Verdict.PROBLEM);
        assertThat(fleet.clusters().get(0).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.about()).isEqualTo("credentials");
            assertThat(finding.sentence()).contains("answered 401: Unauthorized", "has not expired");
        });
    }

    @Test
    void anOverloadedApiServerIsAProblemAndEndsTheCheck() {
        server.answer("GET", "version", 503, "{\"kind\":\"Status\",\"message\":\"later\"}");
        assertThat(one().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).startsWith("The API server answered 503: later"));
    }

    @Test
    void aClockThatIsFarOffIsAWarningWithItsDirection() {
        clock = InstantSource.offset(InstantSource.system(), Duration.ofMinutes(2));
        ClusterReport report = one();
        assertThat(report.works()).isTrue();
        assertThat(of(report, Level.WARNING))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains(" s behind this machine's"));
        assertThat(report.clockAhead()).isLessThan(Duration.ofSeconds(-110));
    }

    @Test
    void nobodyThereIsUnreachable() throws Exception {
        server.close();
        FleetReport fleet = check();
        assertThat(fleet.verdict()).isEqualTo(Verdict.UNREACHABLE);
        assertThat(fleet.clusters().get(0).findings())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.sentence()).contains("could not be reached", "clusters[0].proxy.https"));
    }

    @Test
    void aKubeconfigThatCannotBeUsedIsQuoted() throws Exception {
        Files.writeString(dir.resolve("stub.yaml"), "kind: Pod\n");
        assertThat(one().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.about()).isEqualTo("kubeconfig");
            assertThat(finding.sentence()).contains("stub.yaml is of kind[Pod]");
        });
    }

    @Test
    void aClusterThatHangsDoesNotHoldUpAnother() throws Exception {
        try (ServerSocket hanging = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
            ClusterSettings hangs = StubSettings.of(
                    StubSettings.kubeconfig(dir.resolve("hanging.yaml"), hanging.getLocalPort()),
                    null,
                    Duration.ofSeconds(2));
            FleetReport fleet = FleetCheck.run(List.of(
                    new ClusterCheck(hangs, List.of(), List.of(), clock),
                    new ClusterCheck(settings, List.of(), List.of(), clock)));
            assertThat(fleet.verdict()).isEqualTo(Verdict.PROBLEM);
            assertThat(fleet.clusters().get(0).reached()).isFalse();
            assertThat(fleet.clusters().get(0).findings())
                    .singleElement()
                    .satisfies(finding ->
                            assertThat(finding.sentence()).startsWith("The API server did not answer in time"));
            assertThat(fleet.clusters().get(1).works()).isTrue();
        }
    }

    @Test
    void programsAreToldTheSame() {
        server.deny("get", "pods");
        String json = check(MAP).asJson();
        assertThat(json)
                .startsWith(
                        "{\"verdict\":\"problem\",\"clusters\":[{\"name\":\"stub\",\"reached\":true,\"works\":false,"
                                + "\"serverVersion\":\"v1.34.4\",\"clockAheadSeconds\":")
                .contains(
                        "{\"level\":\"problem\",\"about\":\"permission to get pods/log\",\"sentence\":\"To get pods/log in ");
        assertThat(check(MAP).asYaml()).contains("verdict: \"problem\"", "level: \"fine\"");
    }
}
