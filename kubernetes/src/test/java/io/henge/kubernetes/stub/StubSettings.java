package io.henge.kubernetes.stub;

import io.henge.core.attempt.ClusterName;
import io.henge.kubernetes.access.ApiRoute;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.access.ProxySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How tests reach what answers in the place of an API server. */
public final class StubSettings {
    public static final String KEY = "druid.indexer.runner.clusters[0]";

    private StubSettings() {}

    /** A kubeconfig of a server without TLS on this machine, with the token {@code secret}. */
    public static Path kubeconfig(Path file, int port) throws IOException {
        return Files.writeString(file, """
                kind: Config
                current-context: stub
                contexts: [{name: stub, context: {cluster: stub, user: stub}}]
                clusters: [{name: stub, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: stub, user: {token: secret}}]
                """.formatted(port));
    }

    public static ClusterSettings of(@Nullable Path kubeconfig, @Nullable String context, Duration requestTimeout) {
        return new ClusterSettings(
                KEY,
                new ClusterName("stub"),
                new ApiRoute(kubeconfig, context, requestTimeout, ProxySettings.NONE),
                "henge",
                "owner",
                false);
    }
}
