package io.henge.bench.dispatch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.bench.runner.Stage;
import io.henge.core.attempt.ClusterName;
import io.henge.demo.process.OnExit;
import io.henge.demo.process.Part;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Real control planes whose nodes only pretend to run pods, and which write down each request. */
public final class SimulatedClusters implements AutoCloseable {
    private static final Duration UP_LIMIT = Duration.ofMinutes(3);
    private static final Duration DOWN_LIMIT = Duration.ofMinutes(1);
    /** A collection of thousands of Jobs is deleted one by one. */
    private static final Duration CALL_LIMIT = Duration.ofMinutes(5);

    private static final Duration SERVE_LIMIT = Duration.ofSeconds(1);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Installation installation;
    private final Path scratch;
    private final Parts parts;
    private final List<Environment.Cluster> clusters = new ArrayList<>();

    /** Also one that is being brought up; those who end them may be another thread. */
    private final List<String> begun = new CopyOnWriteArrayList<>();

    private final OnExit.Registration interrupted = OnExit.register(this::end);

    private SimulatedClusters(Installation installation, Path scratch) throws IOException {
        this.installation = installation;
        this.scratch = scratch;
        this.parts = new Parts(
                Files.createDirectories(scratch.resolve("run")), Files.createDirectories(scratch.resolve("logs")));
    }

    static SimulatedClusters up(Installation installation, Path scratch, int count)
            throws IOException, InterruptedException {
        return up(
                installation,
                scratch,
                IntStream.rangeClosed(1, count).mapToObj(number -> "c" + number).toList());
    }

    /** Brings up clusters of those names, one after the other. */
    public static SimulatedClusters up(Installation installation, Path scratch, List<String> names)
            throws IOException, InterruptedException {
        SimulatedClusters up = new SimulatedClusters(installation, scratch);
        try {
            for (String name : names) {
                up.clusters.add(up.up(name));
            }
            return up;
        } catch (IOException | InterruptedException | RuntimeException e) {
            up.close();
            throw e;
        }
    }

    private Environment.Cluster up(String name) throws IOException, InterruptedException {
        Path home = home(name);
        begun.add(name);
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

    /** Where a cluster keeps what is its own. */
    public Path home(String name) {
        return scratch.resolve("clusters").resolve(name);
    }

    Installation installation() {
        return installation;
    }

    Path scratch() {
        return scratch;
    }

    /** In the order in which they came up. */
    public List<Environment.Cluster> clusters() {
        return clusters;
    }

    /** The one of that name. */
    public Environment.Cluster cluster(String name) {
        return clusters.stream()
                .filter(cluster -> cluster.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no Cluster[" + name + "]"));
    }

    /** How Henge reaches each, by name. */
    public Map<String, Path> kubeconfigs() {
        Map<String, Path> kubeconfigs = new TreeMap<>();
        clusters.forEach(cluster -> kubeconfigs.put(cluster.name(), Path.of(cluster.hengeKubeconfig())));
        return kubeconfigs;
    }

    /** Starts a process again that was one of a cluster's, by what it was started with. */
    public Part startAgain(String name, List<String> command, Path directory) throws InterruptedException {
        return parts.start(name, command, directory);
    }

    /** Deletes all Jobs; returns once no pod is left anywhere. */
    public void clear() throws IOException, InterruptedException {
        clear(clusters);
    }

    /** The same of some. */
    public void clear(List<Environment.Cluster> some) throws IOException, InterruptedException {
        ExecutorService http = Executors.newSingleThreadExecutor();
        try {
            for (Environment.Cluster cluster : some) {
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

    /** Waits until a cluster's API server gives Henge's list of Jobs, whoever asks. */
    public void awaitServing(Environment.Cluster cluster) throws InterruptedException {
        ExecutorService http = Executors.newSingleThreadExecutor();
        try (Api api = ClientFactory.open(asHenge(cluster), http, ApiMeter.NONE)) {
            Stage.until("the API server serves", () -> serves(api, cluster.namespace()));
        } catch (KubeconfigException e) {
            throw new IllegalStateException("localkube gives a kubeconfig that Henge takes", e);
        } finally {
            http.shutdownNow();
        }
    }

    private static boolean serves(Api api, String namespace) {
        try {
            return api.listAsync("apis/batch/v1/namespaces/" + namespace + "/jobs?limit=1")
                    .join()
                    .isSuccess();
        } catch (CompletionException e) {
            return false;
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
        return settings(cluster, cluster.kubeconfig(), CALL_LIMIT);
    }

    private static ClusterSettings asHenge(Environment.Cluster cluster) {
        return settings(cluster, cluster.hengeKubeconfig(), SERVE_LIMIT);
    }

    private static ClusterSettings settings(Environment.Cluster cluster, String kubeconfig, Duration limit) {
        ApiRoute route = new ApiRoute(Path.of(kubeconfig), null, limit, ProxySettings.NONE);
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
            for (String name : begun) {
                parts.run(
                        "down-" + name,
                        List.of(installation.localkube().toString(), "down", "--dir=" + home(name)),
                        scratch,
                        DOWN_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
