package io.henge.kubernetes.connection;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.port.ClusterConnection;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.stub.LocalCluster;
import io.henge.kubernetes.stub.ScriptedTasks;
import io.henge.testkit.cluster.ClusterConnectionContract;
import io.henge.testkit.cluster.JobScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept on a real Kubernetes. */
@Tag("real-cluster")
class FabricClusterConnectionTest extends ClusterConnectionContract {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path dir;

    @TempDir
    private Path templates;

    private static LocalCluster east;

    /** What the kubeconfig says that localkube wrote. */
    private String good = "";

    @BeforeAll
    static void up() throws Exception {
        east = LocalCluster.up(dir, "east");
    }

    @AfterAll
    static void down() {
        east.close();
    }

    @Override
    protected ClusterConnection connect() throws Exception {
        String owner = UUID.randomUUID().toString();
        ClusterSettings settings = east.settings(owner, Duration.ofSeconds(10));
        good = Files.readString(Objects.requireNonNull(settings.kubeconfig()));
        setReachable(true);
        return new FabricClusterConnection(
                east.settings(kubeconfig(), east.namespace(), owner, settings.requestTimeout()),
                new ScriptedTasks(templates).jobs(owner),
                ApiMeter.NONE,
                Duration.ofMillis(200));
    }

    private Path kubeconfig() {
        return templates.resolve("henge.yaml");
    }

    /** Nothing listens at the port 1. */
    @Override
    protected void setReachable(boolean reachable) throws Exception {
        Path next = Files.writeString(
                templates.resolve("next.yaml"), reachable ? good : good.replaceAll("(server: \\S+):\\d+", "$1:1"));
        Files.move(next, kubeconfig(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    protected Attempt attempt(JobScript script) {
        return ScriptedTasks.attempt(new ClusterName("east"), east.namespace(), script);
    }

    @Override
    protected void until(String what, BooleanSupplier condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(condition::getAsBoolean);
    }
}
