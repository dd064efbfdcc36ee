package io.henge.kubernetes.connection;

import static io.henge.kubernetes.stub.BoundedWaits.result;
import static io.henge.kubernetes.stub.BoundedWaits.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.JobName;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ApiFailure.Kind;
import io.henge.core.port.ClusterConnection;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.stub.Deaf;
import io.henge.kubernetes.stub.ScriptedTasks;
import io.henge.kubernetes.stub.StubApiServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which requests a connection sends for a log, and what it makes of bad answers. */
class LogRequestsTest {
    private static final JobName SEEN = new JobName("seen-1");

    @TempDir
    private Path dir;

    private StubApiServer server;
    private ClusterConnection cluster;

    @BeforeEach
    void open() throws Exception {
        server = new StubApiServer().start();
        server.listJobs(RequestsTest.JOB);
        server.listPods(RequestsTest.POD);
        cluster =
                new FabricClusterConnection(server.settings(dir), new ScriptedTasks(dir).jobs("owner"), ApiMeter.NONE);
        cluster.start(new Deaf());
        until(cluster::synced);
    }

    @AfterEach
    void close() {
        cluster.close();
        server.close();
    }

    @Test
    void aLogIsOneRequestForTheContainerThatRunsThePeon() throws Exception {
        server.answer(200, "hello\n");
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        assertThat(result(cluster.copyLog(SEEN, Duration.ofSeconds(5), stream -> stream.transferTo(log))))
                .isEmpty();
        assertThat(log.toString(StandardCharsets.UTF_8)).isEqualTo("hello\n");
        assertThat(server.calls()).containsExactly("GET /api/v1/namespaces/henge/pods/seen-1-x/log?container=main");
    }

    @Test
    void theEndOfALogIsAskedForByItsLines() throws Exception {
        server.answer(200, "hello\n");
        assertThat(result(cluster.copyLogEnd(SEEN, 7, Duration.ofSeconds(5), InputStream::readAllBytes)))
                .isEmpty();
        assertThat(server.calls())
                .containsExactly("GET /api/v1/namespaces/henge/pods/seen-1-x/log?container=main&tailLines=7");
    }

    @Test
    void aSinkThatFailsIsNotTakenForTheApiServer() throws Exception {
        server.answer(200, "hello\n");
        Optional<ApiFailure> failure = result(cluster.copyLog(SEEN, Duration.ofSeconds(5), stream -> {
            throw new IOException("The disk is full");
        }));
        assertThat(failure)
                .contains(new ApiFailure(Kind.TRANSIENT, "It could not be taken: The disk is full, IOException"));
    }

    @Test
    void aLogThatNeverEndsIsCutOffInTime() throws Exception {
        server.hangLogs();
        Optional<ApiFailure> failure =
                result(cluster.copyLog(SEEN, Duration.ofMillis(500), stream -> stream.transferTo(System.err)));
        assertThat(failure).map(ApiFailure::kind).contains(Kind.TRANSIENT);
        assertThat(failure.orElseThrow().message()).contains("within 0.5 s");
    }

    @Test
    void aContainerThatHasNotStartedHasNoLog() throws Exception {
        server.answer(400, "{\"kind\":\"Status\",\"message\":\"container main is waiting to start\"}");
        assertThat(result(cluster.copyLog(SEEN, Duration.ofSeconds(5), stream -> stream.transferTo(System.err))))
                .map(ApiFailure::kind)
                .contains(Kind.NOT_FOUND);
    }
}
