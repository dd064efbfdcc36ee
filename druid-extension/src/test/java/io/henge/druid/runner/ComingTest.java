package io.henge.druid.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.henge.core.attempt.ClusterName;
import io.henge.kubernetes.access.ApiRoute;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.access.ProxySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The watch of the Secrets that register clusters, of which each term has its own. */
@Timeout(30)
class ComingTest {
    @TempDir
    private Path directory;

    private final Set<Thread> before = threads();

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("overlord"))
                .collect(Collectors.toSet());
    }

    private Set<Thread> opened() {
        Set<Thread> now = threads();
        now.removeAll(before);
        return now;
    }

    private Coming term() {
        ApiRoute nowhere =
                new ApiRoute(directory.resolve("absent"), null, ApiRoute.REQUEST_TIMEOUT_DEFAULT, ProxySettings.NONE);
        return MemoryRunner.nothingComes(
                new ClusterSettings("own", new ClusterName("overlord"), nowhere, "ops", "", false));
    }

    @Test
    void theEndOfOneTermLeavesTheNextOnesWatch() {
        Coming first = term();
        first.begin(() -> {});
        Set<Thread> ofFirst = opened();
        assertThat(ofFirst).isNotEmpty();
        try (Coming second = term()) {
            second.begin(() -> {});
            Set<Thread> ofSecond = opened();
            ofSecond.removeAll(ofFirst);
            first.close();
            await().atMost(Duration.ofSeconds(20)).until(() -> ofFirst.stream().noneMatch(Thread::isAlive));
            assertThat(ofSecond).isNotEmpty().allMatch(Thread::isAlive);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> opened().isEmpty());
    }

    @Test
    void nothingIsWatchedAfterTheEnd() {
        Coming over = term();
        over.close();
        over.begin(() -> {});
        assertThat(opened()).isEmpty();
    }
}
