package io.henge.bench.dispatch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.henge.bench.runner.Stage;
import io.henge.demo.process.Parts;
import io.henge.demo.world.Environment;
import io.henge.demo.world.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Real control planes whose nodes only pretend to run pods, and which write down each request. */
record SimulatedClusters(Installation installation, Path scratch, Parts parts, List<Environment.Cluster> clusters)
        implements AutoCloseable {
    private static final Duration UP_LIMIT = Duration.ofMinutes(3);
    private static final Duration DOWN_LIMIT = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    static SimulatedClusters up(Installation installation, Path scratch, int count)
            throws IOException, InterruptedException {
        Parts parts = new Parts(
                Files.createDirectories(scratch.resolve("run")), Files.createDirectories(scratch.resolve("logs")));
        SimulatedClusters up = new SimulatedClusters(installation, scratch, parts, new ArrayList<>());
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

    /** How Henge reaches each, by name. */
    Map<String, Path> kubeconfigs() {
        Map<String, Path> kubeconfigs = new TreeMap<>();
        clusters.forEach(cluster -> kubeconfigs.put(cluster.name(), Path.of(cluster.hengeKubeconfig())));
        return kubeconfigs;
    }

    /** Deletes all Jobs; returns once no pod is left anywhere. */
    void clear() throws InterruptedException {
        for (Environment.Cluster cluster : clusters) {
            try (KubernetesClient client = new KubernetesClientBuilder()
                    .withConfig(
                            Config.fromKubeconfig(Path.of(cluster.kubeconfig()).toFile()))
                    .build()) {
                client.batch()
                        .v1()
                        .jobs()
                        .inNamespace(cluster.namespace())
                        .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                        .delete();
                Stage.until(
                        "no pod is left",
                        () -> pods(client, cluster.namespace()).isEmpty());
            }
        }
    }

    private static List<Pod> pods(KubernetesClient client, String namespace) {
        return client.pods().inNamespace(namespace).list().getItems();
    }

    @Override
    public void close() {
        try {
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
