package io.henge.kubernetes.connection;

import static io.henge.kubernetes.stub.BoundedWaits.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.health.Probe;
import io.henge.core.port.ClusterConnection;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.stub.Deaf;
import io.henge.kubernetes.stub.ScriptedTasks;
import io.henge.kubernetes.stub.StubApiServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done when an API server does as it is asked again after it did not. */
class ReturnTest {
    /** After so many failures a watch waits for more than six seconds. */
    private static final int FAILED_LISTS = 5;

    /** Of each kind. */
    private static final int KINDS = 2;

    @TempDir
    private Path dir;

    @Test
    void itsWatchesGoOnAtOnce() throws Exception {
        try (StubApiServer server = new StubApiServer();
                ClusterConnection cluster = new FabricClusterConnection(
                        server.settings(dir), new ScriptedTasks(dir).jobs("owner"), ApiMeter.NONE)) {
            server.requireToken("another");
            server.start();
            cluster.start(new Deaf());
            until(() -> cluster.probe().answer() == Probe.Answer.REFUSED);
            until(() -> server.lists().size() >= KINDS * FAILED_LISTS);
            server.requireToken("secret");
            until(() -> cluster.probe().answer() == Probe.Answer.WELL);
            long answered = System.nanoTime();
            until(() -> server.watches().size() >= KINDS);
            assertThat(Duration.ofNanos(System.nanoTime() - answered)).isLessThan(Duration.ofSeconds(3));
        }
    }
}
