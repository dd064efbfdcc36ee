package io.henge.bench.dispatch;

import io.henge.bench.overlord.OverlordProperties;
import io.henge.demo.process.Children;
import io.henge.demo.process.LogFile;
import io.henge.demo.process.PartFailed;
import io.henge.demo.world.Environment;
import io.henge.druid.program.RenderTool;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The plain client-go loop of {@code localkube load}, on all clusters at once, with the Job that Henge makes of a task. */
public final class Yardstick {
    private static final int WORKERS_PER_CLUSTER = 16;
    private static final String TASK =
            "{\"type\":\"noop\",\"id\":\"run-0-0\",\"dataSource\":\"flights\",\"runTime\":1}";

    private final SimulatedClusters clusters;
    private final Path job;

    private Yardstick(SimulatedClusters clusters, Path job) {
        this.clusters = clusters;
        this.job = job;
    }

    /**
     * The loop on those clusters.
     *
     * @param template of the pods, as Henge has it
     */
    public static Yardstick of(SimulatedClusters clusters, Path template) throws IOException {
        Path scratch = clusters.scratch();
        Path properties = scratch.resolve("runtime.properties");
        Properties asOverlord = OverlordProperties.of(clusters.kubeconfigs(), Integer.MAX_VALUE, template);
        try (var out = Files.newBufferedWriter(properties)) {
            asOverlord.store(out, null);
        }
        Path task = Files.writeString(scratch.resolve("task.json"), TASK);
        StringWriter rendered = new StringWriter();
        StringWriter said = new StringWriter();
        int status = new RenderTool()
                .run(
                        new PrintWriter(rendered),
                        new PrintWriter(said),
                        "--properties",
                        properties.toString(),
                        "--task",
                        task.toString(),
                        "--output",
                        "json");
        if (status != 0) {
            throw new PartFailed("The Job of a task could not be rendered: " + said);
        }
        return new Yardstick(clusters, Files.writeString(scratch.resolve("job.json"), rendered.toString()));
    }

    /** How many bytes the Job has. */
    long jobBytes() throws IOException {
        return Files.size(job);
    }

    /** Makes so many Jobs, evenly on all clusters, and leaves them there. */
    void make(int jobs) throws InterruptedException {
        make(jobs, clusters.clusters());
    }

    /** The same on some of them. */
    public void make(int jobs, List<Environment.Cluster> some) throws InterruptedException {
        int count = some.size();
        ExecutorService loops = Executors.newFixedThreadPool(count);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int number = 0; number < count; number++) {
                Environment.Cluster cluster = some.get(number);
                int share = jobs / count + (number < jobs % count ? 1 : 0);
                running.add(loops.submit(() -> {
                    make(cluster, share);
                    return null;
                }));
            }
            for (Future<?> loop : running) {
                loop.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PartFailed failure ? failure : new IllegalStateException(e);
        } finally {
            loops.shutdownNow();
        }
    }

    private void make(Environment.Cluster cluster, int jobs) throws InterruptedException {
        LogFile log = new LogFile(clusters.scratch().resolve("logs").resolve("load-" + cluster.name() + ".log"));
        int status = new Children(Map.of())
                .run(
                        clusters.scratch(),
                        List.of(
                                clusters.installation().localkube().toString(),
                                "load",
                                "--kubeconfig=" + cluster.kubeconfig(),
                                "--namespace=" + cluster.namespace(),
                                "--jobs=" + jobs,
                                "--workers=" + WORKERS_PER_CLUSTER,
                                "--job=" + job,
                                "--keep"),
                        log.path());
        if (status != 0) {
            throw new PartFailed(log.explain("localkube load ended with " + status + "."));
        }
    }
}
