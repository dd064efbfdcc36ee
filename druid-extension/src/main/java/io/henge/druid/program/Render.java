package io.henge.druid.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.henge.druid.config.ClusterEntry;
import io.henge.druid.config.RunnerConfig;
import io.henge.druid.config.RunnerConfigReader;
import io.henge.druid.ship.ClusterJobs;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.job.Manifests;
import io.henge.kubernetes.job.Shipment;
import java.io.PrintStream;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.druid.indexing.common.task.Task;
import org.jspecify.annotations.Nullable;

/** Prints the Job that the Overlord would make for a task. */
public final class Render {
    static final int DONE = 0;
    static final int REFUSED = 2;

    private final RenderRequest request;
    private final Properties properties;
    private final RenderTypes types;

    private Render(RenderRequest request, Properties properties, RenderTypes types) {
        this.request = request;
        this.properties = properties;
        this.types = types;
    }

    /** Prints the Job to {@code out}, or what is wrong to {@code messages}; returns the exit status. */
    static int run(List<String> arguments, PrintStream out, PrintStream messages) {
        try {
            RenderRequest request = RenderRequest.parse(arguments);
            Properties properties = RuntimeProperties.read(request.properties());
            request.templates()
                    .forEach((key, file) ->
                            properties.setProperty(RunnerConfigReader.PREFIX + "k8s.podTemplate." + key, file));
            out.println(new Render(request, properties, RenderTypes.of(properties, notesTo(messages))).print(messages));
            return DONE;
        } catch (IllegalArgumentException | JobRefusedException e) {
            String.valueOf(e.getMessage()).lines().forEach(line -> messages.println("henge: " + line));
            return REFUSED;
        }
    }

    private static Consumer<String> notesTo(PrintStream messages) {
        return note -> messages.println("henge: " + note);
    }

    private String print(PrintStream messages) throws JobRefusedException {
        RuntimeProperties.withoutRunnerType(properties).ifPresent(complaint -> {
            throw new IllegalArgumentException(complaint);
        });
        RunnerConfig config = RunnerConfigReader.read(properties, types.json());
        ClusterJobs jobs = new ClusterJobs(config, PlannedJobs.overlordPod(request.overlordPod(), config));
        jobs.checkSharedTemplates();
        PlannedJobs planned = new PlannedJobs(properties, types, config, jobs, request.tls());
        planned.notes(request.overlordPod()).forEach(note -> messages.println("henge: " + note));
        ClusterEntry cluster = clusterOf(config);
        Task task = readTask(notesTo(messages));
        Manifests manifests = planned.of(cluster, task, Shipment::type);
        return request.json() ? manifests.asJson() : manifests.asYaml().stripTrailing();
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

    private Task readTask(Consumer<String> notes) {
        WrittenFile file = new WrittenFile(request.task());
        String text = file.task();
        try {
            return new TaskFile(request.task(), types, notes).read(text);
        } catch (JsonProcessingException e) {
            throw file.refusal(e);
        }
    }
}
