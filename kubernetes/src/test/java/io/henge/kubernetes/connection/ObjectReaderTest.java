package io.henge.kubernetes.connection;

import static io.henge.kubernetes.stub.BoundedWaits.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.attempt.JobName;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.connection.ObjectSource.Of;
import io.henge.kubernetes.stub.Deaf;
import io.henge.kubernetes.stub.ScriptedTasks;
import io.henge.kubernetes.stub.StubApiServer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a Job is read whole, and what is told where it cannot be. */
class ObjectReaderTest {
    private static final JobName JOB = new JobName("seen-1");

    @TempDir
    private Path dir;

    private StubApiServer server;
    private FabricClusterConnection cluster;

    @BeforeEach
    void open() throws Exception {
        server = new StubApiServer();
        server.listJobs(RequestsTest.JOB);
        cluster =
                new FabricClusterConnection(server.settings(dir), new ScriptedTasks(dir).jobs("owner"), ApiMeter.NONE);
    }

    @AfterEach
    void close() {
        cluster.close();
        server.close();
    }

    private String job() throws Exception {
        server.start();
        cluster.start(new Deaf());
        until(cluster::synced);
        return cluster.object(JOB, Of.JOB).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void aJobIsReadAsItIs() throws Exception {
        server.answer("GET", "/jobs/seen-1", 200, "{\"kind\":\"Job\",\"more\":[1]}");
        assertThat(job()).isEqualTo("{\"kind\":\"Job\",\"more\":[1]}");
    }

    @Test
    void aRefusalIsToldInItsWords() {
        server.answer("GET", "/jobs/seen-1", 403, "{\"kind\":\"Status\",\"message\":\"not for you\"}");
        assertThatThrownBy(this::job).hasMessageContaining("403: not for you");
    }

    @Test
    void whatIsNotThereIsNotAskedFor() {
        assertThatThrownBy(() -> cluster.object(new JobName("other"), Of.POD)
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS))
                .hasMessageContaining("no such Job");
    }
}
