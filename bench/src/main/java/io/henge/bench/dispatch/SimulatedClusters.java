package io.henge.bench.dispatch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.bench.runner.Stage;
import io.henge.core.attempt.ClusterName;
import io.henge.demo.process.OnExit;
import io.henge.demo.process.PartFailed;
import io.henge.demo.process.Parts;
import io.henge.demo.world.Environment;
import io.henge.demo.world.Installation;
import io.henge.kubernetes.access.ApiRoute;
import io.henge.kubernetes.access.ClientFactory;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.access.KubeconfigException;
import io.henge.kubernetes.access.ProxySettings;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.ApiMeter;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Real control planes whose nodes only pretend to run pods, and which write down each request. */
final class SimulatedClusters implements AutoCloseable {
    private static final Duration UP_LIMIT = Duration.ofMinutes(3);
    private static final Duration DOWN_LIMIT = Duration.ofMinutes(1);
    /** A collection of thousands of Jobs is deleted one by one. */
    private static final Duration CALL_LIMIT = Duration.ofMinutes(5);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Installation installation;
    private final Path scratch;
    private final Parts parts;
    private final List<Environment.Cluster> clusters = new ArrayList<>();
    private final OnExit.Registration interrupted = OnExit.register(this::end);

    private SimulatedClusters(Installation installation, Path scratch) throws IOException {
        this.installation = installation;
        this.scratch = scratch;
        this.parts = new Parts(
                Files.createDirectories(scratch.resolve("run")), Files.createDirectories(scratch.resolve("logs")));
    }

    static SimulatedClusters up(Installation installation, Path scratch, int count)
            throws IOException, InterruptedException {
        SimulatedClusters up = new SimulatedClusters(installation, scratch);
        try {
            for (int number = 1; number <= count; number++) {
                up.clusters.add(up.up("c" + number));
            }
            return up;
        } catch (IOException | InterruptedException | RuntimeException e) {
            up.close();
            throw e;
        }
    }

    private Environment.Cluster up(String name) throws IOException, InterruptedException {
        Path home = home(name);
        parts.run(
                "cluster-" + name,
                List.of(
                        installation.localkube().toString(),
                        "up",
                        "--dir=" + home,
                        "--name=" + name,
                        "--nodes=0",
                        "--sim-nodes=4",
                        "--role=" + installation.role(),
                        "--audit"),
                scratch,
                UP_LIMIT);
        return JSON.readValue(Files.readString(home.resolve("cluster.json")), Environment.Cluster.class);
    }

    private Path home(String name) {
        return scratch.resolve("clusters").resolve(name);
    }

    Installation installation() {
        return installation;
    }

    Path scratch() {
        return scratch;
    }

    List<Environment.Cluster> clusters() {
        return clusters;
    }

    /** How Henge reaches each, by name. */
    Map<String, Path> kubeconfigs() {
        Map<String, Path> kubeconfigs = new TreeMap<>();
        clusters.forEach(cluster -> kubeconfigs.put(cluster.name(), Path.of(cluster.hengeKubeconfig())));
        return kubeconfigs;
    }

    /** Deletes all Jobs; returns once no pod is left anywhere. */
    void clear() throws IOException, InterruptedException {
        ExecutorService http = Executors.newSingleThreadExecutor();
        try {
            for (Environment.Cluster cluster : clusters) {
                clear(cluster, http);
            }
        } catch (KubeconfigException e) {
            throw new IllegalStateException("localkube gives a kubeconfig that Henge takes", e);
        } finally {
            http.shutdownNow();
        }
    }

    private static void clear(Environment.Cluster cluster, Executor http)
            throws KubeconfigException, IOException, InterruptedException {
        try (Api api = ClientFactory.open(asAdministrator(cluster), http, ApiMeter.NONE)) {
            Stage.until("all Jobs are deleted", DispatchMain.PATIENCE, () -> hasDeleted(api, cluster.namespace()));
            Stage.until("no pod is left", DispatchMain.PATIENCE, () -> hasNoPod(api, cluster.namespace()));
        }
    }

    /** False if the API server gave up in the middle, as it does after a minute, with an answer or without one. */
    private static boolean hasDeleted(Api api, String namespace) {
        Api.Answer deleted;
        try {
            deleted = api.deleteAsync(
                            "apis/batch/v1/namespaces/" + namespace + "/jobs",
                            Map.of("kind", "DeleteOptions", "apiVersion", "v1", "propagationPolicy", "Background"))
                    .join();
        } catch (CompletionException e) {
            return false;
        }
        if (!deleted.isSuccess() && deleted.code() != HttpURLConnection.HTTP_GATEWAY_TIMEOUT) {
            throw new PartFailed("The Jobs in " + namespace + " could not be deleted: " + deleted.why());
        }
        return deleted.isSuccess();
    }

    private static ClusterSettings asAdministrator(Environment.Cluster cluster) {
        ApiRoute route = new ApiRoute(Path.of(cluster.kubeconfig()), null, CALL_LIMIT, ProxySettings.NONE);
        return new ClusterSettings(
                cluster.name(), new ClusterName(cluster.name()), route, cluster.namespace(), "bench", false);
    }

    private static boolean hasNoPod(Api api, String namespace) {
        Api.Answer pods = api.listAsync("api/v1/namespaces/" + namespace + "/pods?limit=1")
                .join();
        try {
            return pods.isSuccess() && JSON.readTree(pods.body()).path("items").isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        end();
        interrupted.close();
    }

    private void end() {
        try {
            // One that is being brought up would go on, and be recorded when nobody looks any more.
            parts.end(parts.running());
            for (int number = 1; Files.exists(home("c" + number)); number++) {
                parts.run(
                        "down-c" + number,
                        List.of(installation.localkube().toString(), "down", "--dir=" + home("c" + number)),
                        scratch,
                        DOWN_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
