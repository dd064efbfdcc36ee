package io.henge.druid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.Token;
import io.henge.druid.config.ClusterEntry;
import io.henge.druid.config.RunnerConfig;
import io.henge.druid.config.RunnerConfigReader;
import io.henge.kubernetes.job.JobNames;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.job.Manifests;
import io.henge.kubernetes.job.Shipment;
import io.henge.kubernetes.overlord.OverlordPod;
import io.henge.kubernetes.overlord.PodFile;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.druid.indexing.common.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * Prints the Job that the Overlord would make for a task, without a cluster or a metadata store: the first attempt, with
 * {@value #UNKNOWN} where only a running Overlord knows what to write.
 */
public final class Render {
    /** In place of the Druid cluster's identity and of the attempt's token. */
    static final String UNKNOWN = "rendered";

    static final int DONE = 0;
    static final int REFUSED = 2;

    /** The values of {@code druid.indexer.logs.type} whose stores take task payloads. */
    private static final Set<String> PAYLOAD_STORES = Set.of("s3", "azure", "hdfs");

    private final RenderRequest request;
    private final Properties properties;
    private final RenderTypes types;

    private Render(RenderRequest request, Properties properties, RenderTypes types) {
        this.request = request;
        this.properties = properties;
        this.types = types;
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    /** Prints the Job to {@code out}, or what is wrong to {@code messages}; returns the exit status. */
    static int run(List<String> arguments, PrintStream out, PrintStream messages) {
        try {
            RenderRequest request = RenderRequest.parse(arguments);
            Properties properties = propertiesOf(request);
            out.println(new Render(request, properties, RenderTypes.of(properties, messages)).print(messages));
            return DONE;
        } catch (IllegalArgumentException | JobRefusedException e) {
            String.valueOf(e.getMessage()).lines().forEach(line -> messages.println("henge: " + line));
            return REFUSED;
        }
    }

    private static Properties propertiesOf(RenderRequest request) {
        Properties properties = new Properties();
        for (Path file : request.properties()) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
        request.templates()
                .forEach((key, file) ->
                        properties.setProperty(RunnerConfigReader.PREFIX + "k8s.podTemplate." + key, file));
        return properties;
    }

    private String print(PrintStream messages) throws JobRefusedException {
        ObjectMapper json = types.json();
        RunnerConfig config = RunnerConfigReader.read(properties, json);
        config.notes().forEach(note -> messages.println("henge: " + note));
        ClusterJobs jobs = new ClusterJobs(config, overlordPod());
        jobs.checkSharedTemplates();
        ClusterEntry cluster = clusterOf(config);
        Task task = readTask(json);
        TaskShipments shipments = new TaskShipments(
                id -> Optional.of(task),
                json,
                types.taskConfig(),
                new TaskPayloads((id, payload) ->
                        PAYLOAD_STORES.contains(properties.getProperty("druid.indexer.logs.type", "file"))),
                StorageRootVariable.of(properties),
                request.tls());
        Manifests manifests =
                jobs.of(cluster, UNKNOWN, shipments, Shipment::type).manifestsFor(attempt(config, cluster, task));
        return request.json() ? manifests.asJson() : manifests.asYaml().stripTrailing();
    }

    private static Attempt attempt(RunnerConfig config, ClusterEntry cluster, Task task) {
        AttemptId first = AttemptId.first(new TaskId(task.getId()));
        return Attempt.placed(
                first,
                new JobAddress(cluster.name(), cluster.namespace(), new JobNames(config.podNamePrefix()).nameOf(first)),
                new Token(UNKNOWN),
                Traits.of(task),
                1,
                Instant.EPOCH);
    }

    private ClusterEntry clusterOf(RunnerConfig config) {
        @Nullable String wanted = request.cluster();
        return config.clusters().stream()
                .filter(cluster -> wanted == null
                        ? !cluster.disabled()
                        : cluster.name().value().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--cluster is `" + wanted + "`. Give one of "
                        + config.clusters().stream()
                                .map(cluster -> cluster.name().value())
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    private Task readTask(ObjectMapper json) {
        try {
            return json.readValue(Files.readString(request.task()), Task.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    request.task() + " is no task that this Druid takes: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw unreadable(request.task(), e);
        }
    }

    private OverlordPod overlordPod() {
        @Nullable Path file = request.overlordPod();
        if (file != null) {
            return new PodFile(file);
        }
        return () -> {
            throw new JobRefusedException("The peon's pod is made from the Overlord's. Give that as --overlord-pod F, "
                    + "for example from `kubectl get pod OVERLORD -o yaml`.");
        };
    }

    private static IllegalArgumentException unreadable(Path file, IOException e) {
        return new IllegalArgumentException(
                file + (e instanceof NoSuchFileException ? " does not exist." : " cannot be read: " + e.getMessage()),
                e);
    }
}
