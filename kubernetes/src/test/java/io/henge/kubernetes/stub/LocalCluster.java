package io.henge.kubernetes.stub;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.core.attempt.ClusterName;
import io.henge.kubernetes.access.ApiRoute;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.access.ProxySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real Kubernetes control plane with one node, as localkube brings it up. */
public final class LocalCluster implements AutoCloseable {
    /** The image whose pods have the host's shell. */
    public static final String SHELL = "test/shell";

    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("henge.root")));
    private static final Path LOCALKUBE = ROOT.resolve("localkube/bin/localkube");
    private static final Duration COMMAND_MAX = Duration.ofMinutes(3);

    private final Path dir;
    private final Map<?, ?> description;

    private LocalCluster(Path dir, Map<?, ?> description) {
        this.dir = dir;
        this.description = description;
    }

    public static LocalCluster up(Path dir, String name) throws Exception {
        Path image = Files.createDirectories(dir.resolve("image"));
        Path home = dir.resolve(name);
        run(
                LOCALKUBE.toString(),
                "up",
                "--dir",
                home.toString(),
                "--name",
                name,
                "--role",
                ROOT.resolve("charts/rbac/role.yaml").toString(),
                "--image",
                SHELL + "=" + image);
        String json = Files.readString(home.resolve("cluster.json"));
        return new LocalCluster(home, new KubernetesSerialization().unmarshal(json, Map.class));
    }

    /** As Henge, with the shipped Role. */
    public ClusterSettings settings(String owner, Duration requestTimeout) {
        return settings(namespace(), owner, requestTimeout);
    }

    /** As Henge, in a namespace where it may have no right. */
    public ClusterSettings settings(String namespace, String owner, Duration requestTimeout) {
        return settings(Path.of(text("hengeKubeconfig")), namespace, owner, requestTimeout);
    }

    /** As somebody who may do everything. */
    public ClusterSettings adminSettings(String namespace, Duration requestTimeout) {
        return settings(adminKubeconfig(), namespace, "admin", requestTimeout);
    }

    public ClusterSettings settings(Path kubeconfig, String namespace, String owner, Duration requestTimeout) {
        return new ClusterSettings(
                "druid.indexer.runner.clusters[0]",
                new ClusterName(text("name")),
                new ApiRoute(kubeconfig, null, requestTimeout, ProxySettings.NONE),
                namespace,
                owner,
                false);
    }

    public String namespace() {
        return text("namespace");
    }

    public Path adminKubeconfig() {
        return Path.of(text("kubeconfig"));
    }

    /** Stops the API server, so that it accepts and never answers. */
    public void freezeApiServer() throws Exception {
        run("kill", "-STOP", apiServer());
    }

    public void thawApiServer() throws Exception {
        run("kill", "-CONT", apiServer());
    }

    private String apiServer() {
        return String.valueOf(((Map<?, ?>) Objects.requireNonNull(description.get("pids"))).get("apiserver"));
    }

    private String text(String key) {
        return String.valueOf(description.get(key));
    }

    @Override
    public void close() {
        try {
            run(LOCALKUBE.toString(), "down", "--dir", dir.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command));
        Path output = Files.createTempFile("henge-command", ".log");
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(COMMAND_MAX.toSeconds(), TimeUnit.SECONDS);
        @Nullable String said = Files.readString(output);
        Files.delete(output);
        if (!ended || process.exitValue() != 0) {
            process.destroy();
            throw new IOException(words + " failed: " + said);
        }
    }
}
