package io.henge.kubernetes.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.JobSighting.Phase;
import io.henge.core.cluster.LaunchResult;
import io.henge.core.port.ClusterConnection;
import io.henge.kubernetes.access.ApiRoute;
import io.henge.kubernetes.access.ClientFactory;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.job.AdapterJobs;
import io.henge.kubernetes.job.JobFactory;
import io.henge.kubernetes.job.JobSettings;
import io.henge.kubernetes.job.Payload;
import io.henge.kubernetes.job.PodChanges;
import io.henge.kubernetes.job.Shipment;
import io.henge.kubernetes.job.Shipped;
import io.henge.kubernetes.stub.Deaf;
import io.henge.kubernetes.stub.LocalCluster;
import io.henge.kubernetes.stub.ScriptedTasks;
import io.henge.kubernetes.template.PodTemplates;
import io.henge.kubernetes.template.TemplateAdapter;
import io.henge.kubernetes.template.TemplateFile;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.time.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A task of three Secrets on a real cluster: its pod reads the very bytes, and nothing is left when its Job is deleted. */
@Tag("real-cluster")
class LargeTaskTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final int BYTES = (2 << 20) + 5;

    @TempDir
    private static Path dir;

    @TempDir
    private Path templates;

    private static LocalCluster east;

    @BeforeAll
    static void up() throws Exception {
        east = LocalCluster.up(dir, "east");
    }

    @AfterAll
    static void down() {
        east.close();
    }

    /** What no compression makes shorter. */
    private static byte[] noise() {
        byte[] noise = new byte[BYTES];
        new Random(11).nextBytes(noise);
        return noise;
    }

    private static String packed(byte[] json) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(json);
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    private JobFactory jobs(String owner, String payload, String volumes, String mounts) throws IOException {
        Path template =
                Files.writeString(templates.resolve("base.yaml"), """
                kind: PodTemplate
                template:
                  spec:
                    restartPolicy: Never
                    volumes: %s
                    containers:
                      - name: peon
                        image: %s
                        volumeMounts: %s
                        command: [sh, -c, 'sha256sum < "${LOCALKUBE_ROOT}${TASK_DIR}/task.json"']
                """.formatted(volumes, LocalCluster.SHELL, mounts));
        return new AdapterJobs(
                new TemplateAdapter(
                        new PodTemplates(Map.of("base", new TemplateFile("base", template)), new ManualClock()),
                        Shipment::type,
                        false,
                        "henge"),
                attempt -> Shipped.task(attempt.task().value())
                        .payload(payload, Payload.Way.SECRET)
                        .pack(),
                new JobSettings(new TreeMap<>(), new TreeMap<>(), Duration.ofHours(1), Duration.ofHours(1)),
                PodChanges.NONE,
                owner);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]|[]", "[{name: disk, emptyDir: {}}]|[{name: disk, mountPath: /base}]"})
    void itsPodReadsTheVeryBytesAndNothingIsLeft(String disk) throws Exception {
        byte[] json = noise();
        String owner = UUID.randomUUID().toString();
        int bar = disk.indexOf('|');
        Attempt attempt = ScriptedTasks.attempt(new ClusterName("east"), east.namespace(), JobScript.ENDS_WELL);
        JobName job = attempt.address().job();
        JobFactory jobs = jobs(owner, packed(json), disk.substring(0, bar), disk.substring(bar + 1));
        try (ClusterConnection cluster =
                new FabricClusterConnection(east.settings(owner, REQUEST_TIMEOUT), jobs, ApiMeter.NONE)) {
            cluster.start(new Deaf());
            until(() -> assertThat(cluster.synced()).isTrue());
            assertThat(cluster.launch(attempt).toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .isInstanceOf(LaunchResult.Launched.class);
            until(() -> assertThat(cluster.find(job))
                    .hasValueSatisfying(seen -> assertThat(seen.phase()).isEqualTo(Phase.ENDED)));
            assertThat(log(cluster, job))
                    .startsWith(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(json)));
            assertThat(secretAnswer(job, 2)).isEqualTo(200);
            assertThat(secretAnswer(job, 3)).isEqualTo(404);
            assertThat(cluster.delete(attempt).toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .isEmpty();
            for (int i = 0; i < 3; i++) {
                int number = i;
                until(() -> assertThat(secretAnswer(job, number)).isEqualTo(404));
            }
        }
    }

    private static void until(ThrowingRunnable check) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(check);
    }

    private static String log(ClusterConnection cluster, JobName job) throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        assertThat(cluster.copyLog(job, PATIENCE, stream -> stream.transferTo(log))
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS))
                .isEmpty();
        return log.toString(StandardCharsets.UTF_8);
    }

    /** What the API server answers to an administrator who asks for a Secret of the Job. */
    private static int secretAnswer(JobName job, int number) throws Exception {
        ClusterSettings henge = east.settings("", REQUEST_TIMEOUT);
        ClusterSettings administrator = new ClusterSettings(
                henge.key(),
                henge.name(),
                new ApiRoute(
                        east.adminKubeconfig(),
                        null,
                        REQUEST_TIMEOUT,
                        henge.route().proxy()),
                henge.namespace(),
                "",
                false);
        ExecutorService http = Executors.newSingleThreadExecutor();
        try (Api api = ClientFactory.open(administrator, http, ApiMeter.NONE)) {
            return api.get("api/v1/namespaces/" + henge.namespace() + "/secrets/" + job + "-" + number)
                    .code();
        } finally {
            http.shutdownNow();
        }
    }
}
