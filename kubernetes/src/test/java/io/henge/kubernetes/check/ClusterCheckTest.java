package io.henge.kubernetes.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.kubernetes.access.ApiRoute;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.check.Finding.Level;
import io.henge.kubernetes.check.FleetReport.Verdict;
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
    private static final String MAP = "volumes: [{name: conf, configMap: {name: conf}}]";
    private static final String PULL = "imagePullSecrets: [{name: registry}]";

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
        server.answer("POST", "selfsubjectreviews", 201, "{\"status\":{\"userInfo\":{\"username\":\"henge\"}}}");
        server.answer("GET", "version", 200, "{\"major\":\"1\",\"minor\":\"34\",\"gitVersion\":\"v1.34.4\"}");
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** @param spec lines of a pod's specification; without any, no pods are planned */
    private FleetReport check(String... spec) {
        List<PlannedPod> pods = spec.length == 0 ? List.of() : List.of(PlannedPods.of(spec));
        return FleetCheck.run(List.of(new ClusterCheck(settings, pods, List.of(), clock)));
    }

    private CheckedCluster one(String... spec) {
        return check(spec).clusters().get(0);
    }

    private static List<Finding> of(CheckedCluster report, Level level) {
        return report.findings().stream()
                .filter(finding -> finding.level() == level)
                .toList();
    }

    @Test
    void aClusterAsItShouldBeIsFine() {
        FleetReport fleet = check(MAP, PULL);
        CheckedCluster report = fleet.clusters().get(0);
        assertThat(fleet.verdict()).isEqualTo(Verdict.WORKS);
        assertThat(report.reached()).isTrue();
        assertThat(report.serverVersion()).isEqualTo("v1.34.4");
        assertThat(report.clockAhead()).isBetween(Duration.ofSeconds(-5), Duration.ofSeconds(5));
        assertThat(report.findings())
                .allMatch(finding -> finding.level() == Level.FINE)
                .hasSize(Permission.ALL.size() + 5)
                .extracting(Finding::sentence)
                .contains("The API server takes us for henge.", "The API server would make it.");
        assertThat(server.calls())
                .filteredOn(call -> call.startsWith("POST"))
                .hasSize(Permission.ALL.size() + 2)
                .last()
                .isEqualTo("POST /apis/batch/v1/namespaces/henge/jobs?dryRun=All");
    }

    @ParameterizedTest
    @CsvSource({
        "delete, jobs, delete jobs.batch, PROBLEM",
        "list, events, list events, WARNING",
        "patch, secrets, patch secrets, WARNING"
    })
    void exactlyTheMissingRightIsNamed(String verb, String resource, String named, Level level) {
        server.deny(verb, resource);
        CheckedCluster report = one();
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
        CheckedCluster report = one(MAP, PULL);
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
        CheckedCluster report = one(MAP);
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
                        .isEqualTo("It does not exist, so nothing more is looked at. Make it, or give another one as "
                                + "druid.indexer.runner.clusters[0].taskNamespace."));
        assertThat(server.calls()).noneMatch(call -> call.contains("selfsubjectaccessreviews"));
    }

    @Test
    void aNamespaceWhereNothingIsAllowedIsNamedInsteadOfEveryRight() {
        server.answer("GET", "api/v1/namespaces/henge", 403, "{}");
        Permission.ALL.forEach(
                right -> server.deny(right.verb().right(), right.resource().split("/", 2)[0]));
        assertThat(one(MAP).findings())
                .filteredOn(finding -> finding.level() != Level.FINE)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.about()).isEqualTo("namespace[henge]");
                    assertThat(finding.level()).isEqualTo(Level.PROBLEM);
                    assertThat(finding.sentence())
                            .startsWith("Nothing is allowed there: perhaps it does not exist.")
                            .contains("druid.indexer.runner.clusters[0].taskNamespace is right");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "201|{\"status\":{\"userInfo\":{\"username\":\"system:anonymous\"}}}",
                "403|{\"kind\":\"Status\",\"message\":\"forbidden: User \\\"system:anonymous\\\" cannot create resource\"}"
            })
    void whoeverIsTakenForNobodyIsToldAndNothingElseIsAsked(int code, String answer) {
        server.answer("POST", "selfsubjectreviews", code, answer);
        CheckedCluster report = one(MAP);
        assertThat(report.works()).isFalse();
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.about()).isEqualTo("identity");
            assertThat(finding.sentence())
                    .startsWith("The API server takes us for system:anonymous, which is nobody")
                    .contains("druid.indexer.runner.clusters[0] leads to");
        });
    }

    @Test
    void anApiServerThatDoesNotSayWhoWeAreIsNotSilentlyFine() {
        server.answer("POST", "selfsubjectreviews", 404, "{\"kind\":\"Status\",\"message\":\"no such resource\"}");
        assertThat(of(one(), Level.UNSEEN)).singleElement().satisfies(finding -> {
            assertThat(finding.about()).isEqualTo("identity");
            assertThat(finding.sentence()).endsWith("it answered 404: no such resource");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "422|Job is invalid: restartPolicy: Required value|PROBLEM|It would not be made: the API server answered 422: Job is",
                "403|exceeded quota: few|PROBLEM|It would not be made: the API server answered 403: exceeded quota",
                "400|admission webhook w does not support dry run|UNSEEN|It cannot be tried: the API server answered 400",
                "409|there is one|FINE|The API server would make it."
            })
    void theJobOfATemplateIsTriedInTheApiServersWords(int code, String words, Level level, String sentence) {
        server.answer("POST", "/jobs", code, "{\"kind\":\"Status\",\"message\":\"" + words + "\"}");
        assertThat(one(MAP).findings()).last().satisfies(finding -> {
            assertThat(finding.about()).isEqualTo("Job of pod template[base]");
            assertThat(finding.level()).isEqualTo(level);
            assertThat(finding.sentence()).startsWith(sentence);
        });
    }

    @Test
    void aJobThatWeMayNotMakeCannotBeTried() {
        server.deny("create", "jobs");
        server.answer("POST", "/jobs", 403, "{\"kind\":\"Status\",\"message\":\"forbidden\"}");
        CheckedCluster report = one(MAP);
        assertThat(of(report, Level.PROBLEM))
                .extracting(Finding::about)
                .containsExactly("permission to create jobs.batch");
        assertThat(of(report, Level.UNSEEN)).extracting(Finding::about).containsExactly("Job of pod template[base]");
    }

    @Test
    void whoNamesNoClusterIsSentToNoPropertyOfOne() throws Exception {
        settings = new ClusterSettings(
                "druid.indexer.runner.type=k8s",
                settings.name(),
                new ApiRoute(
                        settings.route().kubeconfig(),
                        null,
                        settings.route().requestTimeout(),
                        settings.route().proxy()),
                settings.namespace(),
                "",
                false);
        server.answer("GET", "api/v1/namespaces/henge", 404, "{}");
        assertThat(of(one(), Level.PROBLEM))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).endsWith("as druid.indexer.runner.namespace."));
        server.close();
        assertThat(of(one(), Level.PROBLEM))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.sentence()).endsWith("or set HTTPS_PROXY for the Overlord's process."));
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
        CheckedCluster report = one();
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
                .contains("\"counts\":{\"fine\":", "\"unseen\":0,\"warning\":0,\"problem\":1}")
                .contains(
                        "{\"level\":\"problem\",\"about\":\"permission to get pods/log\",\"sentence\":\"To get pods/log in ");
        assertThat(check(MAP).asYaml()).contains("verdict: \"problem\"", "level: \"fine\"");
    }
}
