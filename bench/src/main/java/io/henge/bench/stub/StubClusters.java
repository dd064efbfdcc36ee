package io.henge.bench.stub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.bench.child.JavaChild;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Clusters that only pretend, in a process of their own, each behind an API server of its own. */
public final class StubClusters implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JavaChild process;
    private final Map<String, String> urls;
    private final Map<String, Path> kubeconfigs;
    private final HttpClient http = HttpClient.newHttpClient();

    private StubClusters(JavaChild process, Map<String, String> urls, Map<String, Path> kubeconfigs) {
        this.process = process;
        this.urls = urls;
        this.kubeconfigs = kubeconfigs;
    }

    /** Starts one cluster of each name, whose pods run for {@code runTime} and end well. */
    public static StubClusters start(Path scratch, Duration runTime, String... names) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(Long.toString(runTime.toMillis())));
        arguments.addAll(List.of(names));
        // The little HTTP server answers with headers and body apart, and would wait for an acknowledgement in between.
        JavaChild process = JavaChild.start(
                scratch,
                StubMain.class,
                List.of("-Xmx4g", "-Dsun.net.httpserver.nodelay=true"),
                arguments.toArray(String[]::new));
        Map<String, String> urls = new TreeMap<>();
        Map<String, Path> kubeconfigs = new TreeMap<>();
        for (String name : names) {
            String url = process.line();
            urls.put(name, url);
            kubeconfigs.put(name, Files.writeString(scratch.resolve(name + ".kubeconfig"), configuration(url)));
        }
        return new StubClusters(process, urls, kubeconfigs);
    }

    private static String configuration(String url) {
        return String.format(Locale.ROOT, """
                apiVersion: v1
                kind: Config
                current-context: stub
                contexts: [{name: stub, context: {cluster: stub, user: stub}}]
                clusters: [{name: stub, cluster: {server: "%s"}}]
                users: [{name: stub, user: {token: stub}}]
                """, url);
    }

    /** How each cluster is reached, by its name. */
    public Map<String, Path> kubeconfigs() {
        return kubeconfigs;
    }

    /** How one cluster is reached. */
    public Path kubeconfig(String cluster) {
        return Objects.requireNonNull(kubeconfigs.get(cluster), cluster);
    }

    /** From now on the cluster takes connections and never answers; its watches fall silent. */
    public void hang(String cluster) throws InterruptedException {
        ask(cluster, StubClusterApi.HANG);
    }

    /** From now on each request there takes 3 s and more, the more are under way, and every other one is answered 429. */
    public void storm(String cluster) throws InterruptedException {
        ask(cluster, StubClusterApi.STORM);
    }

    /** The id of a task whose pod runs for so long, however long the others run. */
    public static String runsFor(String task, Duration runTime) {
        return task + StubCluster.RUNS_FOR + runTime.toMillis();
    }

    /** When it was first asked for the Job of each task, by {@link System#nanoTime}, as below. */
    public Map<String, Long> created(String cluster) throws InterruptedException {
        return nanos(ask(cluster, StubClusterApi.CREATED));
    }

    /** When the pod of each task ended, by {@link System#nanoTime}, which is the same for all processes of one Linux. */
    public Map<String, Long> ended(String cluster) throws InterruptedException {
        return nanos(ask(cluster, StubClusterApi.ENDED));
    }

    /** When it was first asked to delete the Job of each task, by the same clock. */
    public Map<String, Long> deleted(String cluster) throws InterruptedException {
        return nanos(ask(cluster, StubClusterApi.DELETED));
    }

    private static Map<String, Long> nanos(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The stub answers otherwise than it should: " + json, e);
        }
    }

    /** How many Jobs there are. */
    public int jobs(String cluster) throws InterruptedException {
        return Integer.parseInt(ask(cluster, StubClusterApi.COUNT));
    }

    /** The Job of that name, as JSON. */
    public String job(String cluster, String name) throws InterruptedException {
        return ask(cluster, StubClusterApi.JOBS + "/" + name);
    }

    /** Makes a Job of JSON; returns it as it became. */
    public String create(String cluster, String job) throws InterruptedException {
        return send(cluster, request(cluster, StubClusterApi.JOBS).POST(BodyPublishers.ofString(job)));
    }

    private String ask(String cluster, String path) throws InterruptedException {
        return send(cluster, request(cluster, path));
    }

    private HttpRequest.Builder request(String cluster, String path) {
        return HttpRequest.newBuilder(URI.create(urls.get(cluster) + path));
    }

    private String send(String cluster, HttpRequest.Builder request) throws InterruptedException {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException("The stub of cluster " + cluster + " does not answer", e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
