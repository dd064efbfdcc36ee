package io.henge.kubernetes.joining;

import io.henge.core.attempt.ClusterName;
import io.henge.kubernetes.stub.ObjectServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The Overlord's cluster, with the namespace {@code druid}, and one to be added, with nothing; and a kubeconfig for both. */
final class TwoServers implements AutoCloseable {
    static final ClusterName WEST = new ClusterName("west");

    final ObjectServer overlord = new ObjectServer();
    final ObjectServer west = new ObjectServer();
    private final ObjectServer empty = new ObjectServer();
    private final Path kubeconfig;

    TwoServers(Path dir) throws IOException {
        kubeconfig =
                Files.writeString(dir.resolve("config"), """
                kind: Config
                current-context: home
                contexts:
                - {name: home, context: {cluster: home, user: anna}}
                - {name: west-admin, context: {cluster: west, user: anna}}
                - {name: empty, context: {cluster: empty, user: anna}}
                - {name: behind, context: {cluster: behind, user: anna}}
                - {name: nowhere, context: {cluster: nowhere, user: anna}}
                clusters:
                - {name: home, cluster: {server: "http://127.0.0.1:%d"}}
                - {name: west, cluster: {server: "http://127.0.0.1:%d"}}
                - {name: empty, cluster: {server: "http://127.0.0.1:%d"}}
                - {name: behind, cluster: {server: "http://127.0.0.1:1", proxy-url: "http://127.0.0.1:2"}}
                - {name: nowhere, cluster: {server: "http://127.0.0.1:1"}}
                users: [{name: anna, user: {token: hers}}]
                """.formatted(overlord.port(), west.port(), empty.port()));
        overlord.put(
                "api/v1/namespaces",
                "{\"kind\":\"Namespace\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"druid\"}}");
    }

    JoinRoutes routes(@Nullable String context) {
        return new JoinRoutes(
                new ContextRoute(kubeconfig, context, "--context"),
                new ContextRoute(kubeconfig, null, "--overlord-context"),
                "druid");
    }

    static JoinRequest request(Map<String, String> settings) {
        return new JoinRequest(WEST, null, null, new TreeMap<>(settings));
    }

    ClusterAddition addition(Map<String, String> settings, boolean dryRun) {
        return new ClusterAddition(request(settings), routes("west-admin"), () -> {}, dryRun);
    }

    /** Adds the cluster, and returns what was told. */
    ChangeReport add() throws Exception {
        ClusterAddition addition = addition(Map.of("weight", "3"), false);
        addition.run();
        return addition.report();
    }

    ClusterRemoval removal(@Nullable String context, boolean dryRun) {
        return new ClusterRemoval(WEST, routes(context), OverlordWord.NONE, dryRun);
    }

    /** By the context that added it, after the Overlord was asked. */
    ClusterRemoval removal(OverlordWord word) {
        return new ClusterRemoval(WEST, routes(null), word, false);
    }

    /** All objects of both, to compare. */
    List<Object> everything() {
        return List.of(
                overlord.paths(),
                west.paths(),
                overlord.paths().stream().map(overlord::object).toList(),
                west.paths().stream().map(west::object).toList());
    }

    @Override
    public void close() {
        overlord.close();
        west.close();
        empty.close();
    }
}
