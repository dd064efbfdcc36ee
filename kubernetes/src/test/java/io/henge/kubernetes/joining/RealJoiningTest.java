package io.henge.kubernetes.joining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.henge.core.attempt.ClusterName;
import io.henge.kubernetes.access.ClientFactory;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.check.ClusterCheck;
import io.henge.kubernetes.check.Finding.Level;
import io.henge.kubernetes.check.FleetCheck;
import io.henge.kubernetes.check.FleetReport;
import io.henge.kubernetes.check.FleetReport.Verdict;
import io.henge.kubernetes.joining.NotDoneException.Outcome;
import io.henge.kubernetes.stub.LocalCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adding a cluster to the Overlord of another and taking it back, on two real ones. */
@Tag("real-cluster")
class RealJoiningTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ClusterName WEST = new ClusterName("west");

    @TempDir
    private static Path dir;

    private static LocalCluster east;
    private static LocalCluster west;
    private static ExecutorService http;
    private static Api overlord;
    private static Api admin;

    @BeforeAll
    static void up() throws Exception {
        east = LocalCluster.up(dir, "east");
        west = LocalCluster.up(dir, "west");
        http = Executors.newFixedThreadPool(2);
        overlord = ClientFactory.open(east.adminSettings("default", TIMEOUT), http, ApiMeter.NONE);
        admin = ClientFactory.open(west.adminSettings("default", TIMEOUT), http, ApiMeter.NONE);
        make(overlord, "api/v1/namespaces", namespace("druid"));
    }

    @AfterAll
    static void down() {
        Stream.of(overlord, admin, west, east).filter(Objects::nonNull).forEach(RealJoiningTest::close);
        Optional.ofNullable(http).ifPresent(ExecutorService::shutdownNow);
    }

    private static void close(AutoCloseable opened) {
        try {
            opened.close();
        } catch (Exception e) {
            throw new IllegalStateException("It could not be closed", e);
        }
    }

    private static HasMetadata namespace(String name) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .build();
    }

    private static void make(Api api, String collection, HasMetadata object) throws Exception {
        assertThat(api.post(collection, object).isSuccess()).isTrue();
    }

    private static JoinRoutes routes(Path member) {
        return new JoinRoutes(
                new ContextRoute(member, "west", "--context"),
                new ContextRoute(east.adminKubeconfig(), "east", "--overlord-context"),
                "druid");
    }

    private static ClusterAddition addition(String namespace, Map<String, String> settings, boolean dryRun) {
        JoinRequest request = new JoinRequest(WEST, namespace, null, new TreeMap<>(settings));
        return new ClusterAddition(request, routes(west.adminKubeconfig()), RealJoiningTest::rest, dryRun);
    }

    private static void rest() throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
    }

    private static void remove() throws Exception {
        new ClusterRemoval(WEST, routes(west.adminKubeconfig()), OverlordWord.NONE, false).run();
    }

    private static int code(Api api, String path) throws Exception {
        return api.get(path).code();
    }

    private static Secret registration() throws Exception {
        return overlord.get("api/v1/namespaces/druid/secrets/henge-cluster-west")
                .as(Secret.class);
    }

    private static FleetReport checkedWith(Secret registration, String namespace) throws Exception {
        Path kubeconfig = Files.writeString(
                dir.resolve("registered"),
                Objects.requireNonNull(Membership.texts(registration).get("kubeconfig")));
        ClusterSettings settings = west.settings(kubeconfig, namespace, "owner", TIMEOUT);
        return FleetCheck.run(List.of(new ClusterCheck(settings, List.of(), List.of(), InstantSource.system())));
    }

    @Test
    void whatIsAddedWorksAndIsTakenBackExactly() throws Exception {
        ClusterAddition dry = addition("tasks-a", Map.of("weight", "3"), true);
        dry.run();
        assertThat(code(admin, "api/v1/namespaces/tasks-a")).isEqualTo(404);
        assertThat(code(overlord, "api/v1/namespaces/druid/secrets/henge-cluster-west"))
                .isEqualTo(404);

        ClusterAddition addition = addition("tasks-a", Map.of("weight", "3"), false);
        addition.run();
        FleetReport found = addition.report().check().orElseThrow();
        assertThat(found.verdict()).isEqualTo(Verdict.WORKS);
        assertThat(found.clusters().get(0).findings())
                .noneMatch(finding -> finding.level() == Level.WARNING || finding.level() == Level.PROBLEM);
        Secret registered = registration();
        assertThat(checkedWith(registered, "tasks-a").verdict()).isEqualTo(Verdict.WORKS);
        assertThat(checkedWith(registered, "default").verdict()).isEqualTo(Verdict.PROBLEM);

        addition("tasks-a", Map.of("weight", "3"), false).run();
        assertThat(registration()).isEqualTo(registered);

        remove();
        assertThat(code(overlord, "api/v1/namespaces/druid/secrets/henge-cluster-west"))
                .isEqualTo(404);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(code(admin, "api/v1/namespaces/tasks-a")).isEqualTo(404));
        assertThat(checkedWith(registered, "tasks-a").verdict()).isEqualTo(Verdict.PROBLEM);
    }

    @Test
    void aTokenThatIsDeletedIsReplacedByAddingAgain() throws Exception {
        addition("tasks-b", Map.of(), false).run();
        Secret before = registration();
        make(admin, "api/v1/namespaces", namespace("elsewhere"));
        String token = "api/v1/namespaces/tasks-b/secrets/henge-overlord-token";
        assertThat(admin.delete(token, Map.of()).isSuccess()).isTrue();
        addition("tasks-b", Map.of(), false).run();
        assertThat(registration()).isNotEqualTo(before);
        assertThat(checkedWith(registration(), "tasks-b").verdict()).isEqualTo(Verdict.WORKS);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(checkedWith(before, "tasks-b").verdict()).isEqualTo(Verdict.PROBLEM));
        remove();
        assertThat(code(admin, "api/v1/namespaces/elsewhere")).isEqualTo(200);
    }

    @Test
    void whatIsSomebodyElsesIsNeitherTakenNorDeleted() throws Exception {
        make(admin, "api/v1/namespaces", namespace("tasks-c"));
        String accounts = "api/v1/namespaces/tasks-c/serviceaccounts";
        make(
                admin,
                accounts,
                new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("henge-overlord")
                        .endMetadata()
                        .build());
        NotDoneException refusal =
                catchThrowableOfType(NotDoneException.class, addition("tasks-c", Map.of(), false)::run);
        assertThat(refusal.sentences())
                .singleElement()
                .asString()
                .contains("ServiceAccount[tasks-c/henge-overlord] is there, and was not made by henge cluster add");
        assertThat(code(admin, accounts + "/henge-overlord")).isEqualTo(200);
        assertThat(code(admin, "api/v1/namespaces/tasks-c/secrets/henge-overlord-token"))
                .isEqualTo(404);

        assertThat(admin.delete(accounts + "/henge-overlord", Map.of()).isSuccess())
                .isTrue();
        addition("tasks-c", Map.of(), false).run();
        make(
                admin,
                "apis/batch/v1/namespaces/tasks-c/jobs",
                new JobBuilder()
                        .withNewMetadata()
                        .withName("task")
                        .addToLabels("henge.io/owner", "o")
                        .endMetadata()
                        .withNewSpec()
                        .withSuspend(true)
                        .withNewTemplate()
                        .withNewSpec()
                        .withRestartPolicy("Never")
                        .addNewContainer()
                        .withName("main")
                        .withImage("none")
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build());
        assertThat(catchThrowableOfType(NotDoneException.class, RealJoiningTest::remove)
                        .outcome())
                .isEqualTo(Outcome.REFUSED);
        assertThat(admin.delete("apis/batch/v1/namespaces/tasks-c/jobs/task", Map.of("propagationPolicy", "Background"))
                        .isSuccess())
                .isTrue();
        remove();
        assertThat(code(admin, accounts + "/henge-overlord")).isEqualTo(404);
        assertThat(code(admin, "api/v1/namespaces/tasks-c")).isEqualTo(200);
    }

    @Test
    void whoMayNotMakeRolesIsToldAndMakesNothing() throws Exception {
        Path limited =
                Objects.requireNonNull(west.settings("owner", TIMEOUT).route().kubeconfig());
        ClusterAddition addition = new ClusterAddition(
                new JoinRequest(WEST, west.namespace(), null, new TreeMap<>()),
                routes(limited),
                RealJoiningTest::rest,
                false);
        NotDoneException refusal = catchThrowableOfType(NotDoneException.class, addition::run);
        assertThat(refusal.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(String.join("\n", refusal.sentences()))
                .contains("context[west]: ", "answered 403", "such as an administrator's");
        assertThat(code(admin, "api/v1/namespaces/" + west.namespace() + "/serviceaccounts/henge-overlord"))
                .isEqualTo(404);
    }
}
