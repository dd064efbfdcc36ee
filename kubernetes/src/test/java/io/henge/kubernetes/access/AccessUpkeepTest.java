package io.henge.kubernetes.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.kubernetes.stub.StubSettings;
import io.henge.testkit.time.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a reading that is cut off. */
@Timeout(60)
class AccessUpkeepTest {
    @TempDir
    private Path dir;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger complaints = new AtomicInteger();

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    @Test
    void whoIsClosedWhileItReadsComplainsOfNothing() throws Exception {
        Path plugin = Files.writeString(dir.resolve("plugin"), "#!/bin/sh\ntouch \"$0.runs\"\nexec sleep 600\n");
        assertThat(plugin.toFile().setExecutable(true)).isTrue();
        Path kubeconfig = Files.writeString(dir.resolve("it.yaml"), """
                kind: Config
                current-context: one
                contexts: [{name: one, context: {cluster: one, user: one}}]
                clusters: [{name: one, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: one, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin}}}]
                """);
        AccessReader reader =
                new AccessReader(StubSettings.of(kubeconfig, null, Duration.ofSeconds(5)), new ManualClock());
        AccessUpkeep upkeep = new AccessUpkeep("one", reader, timer, new Counting(), Duration.ofMillis(10));
        upkeep.start();
        Awaitility.await().until(() -> Files.exists(dir.resolve("plugin.runs")));
        upkeep.close();
        assertThat(upkeep.awaitEnd(Duration.ofSeconds(30))).isTrue();
        assertThat(upkeep.complaint()).isEmpty();
        assertThat(complaints).hasValue(0);
    }

    private final class Counting implements AccessUpkeep.Taker {
        @Override
        public boolean isRefused() {
            return false;
        }

        @Override
        public void take(Access access) {}

        @Override
        public void complaintChanged() {
            complaints.incrementAndGet();
        }
    }
}
