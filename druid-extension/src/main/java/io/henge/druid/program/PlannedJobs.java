package io.henge.druid.program;

import io.henge.core.attempt.Token;
import io.henge.druid.config.ClusterEntry;
import io.henge.druid.config.RunnerConfig;
import io.henge.druid.ship.ClusterJobs;
import io.henge.druid.ship.StorageRootVariable;
import io.henge.druid.ship.TaskLeases;
import io.henge.druid.ship.TaskPayloads;
import io.henge.druid.ship.TaskShipments;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.job.Manifests;
import io.henge.kubernetes.overlord.OverlordPod;
import io.henge.kubernetes.overlord.PodFile;
import io.henge.kubernetes.template.TemplateStrategy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.druid.indexing.common.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * The Jobs that the Overlord would make for first attempts, without a cluster or a metadata store: with {@value #UNKNOWN}
 * where only a running Overlord knows what to write.
 *
 * @param types how Druid reads and writes tasks with {@code properties}
 * @param tls whether peons listen on the TLS port
 */
record PlannedJobs(Properties properties, RenderTypes types, RunnerConfig config, ClusterJobs jobs, boolean tls) {
    /** In place of the Druid cluster's identity and of the attempt's token. */
    static final String UNKNOWN = "rendered";

    /** The values of {@code druid.indexer.logs.type} whose stores take task payloads. */
    private static final Set<String> PAYLOAD_STORES = Set.of("s3", "azure", "hdfs");

    Manifests of(ClusterEntry cluster, Task task, TemplateStrategy strategy) throws JobRefusedException {
        TaskShipments shipments = new TaskShipments(
                id -> Optional.of(task),
                types.json(),
                types.taskConfig(),
                new TaskPayloads((id, payload) ->
                        PAYLOAD_STORES.contains(properties.getProperty("druid.indexer.logs.type", "file"))),
                StorageRootVariable.of(properties),
                tls,
                new TaskLeases(
                        () -> config.policies().sharing().rules(),
                        config.policies().failover().lease()));
        return jobs.of(cluster, UNKNOWN, shipments, strategy)
                .manifestsFor(jobs.imagined(cluster, task, new Token(UNKNOWN)));
    }

    /** @param file null if nobody gave one, so that asking for it is refused */
    static OverlordPod overlordPod(@Nullable Path file, RunnerConfig config) {
        if (file != null) {
            return new PodFile(file, isStrict(config));
        }
        return () -> {
            throw new JobRefusedException("The peon's pod is made from the Overlord's. Give that as --overlord-pod F, "
                    + "for example from `kubectl get pod OVERLORD -o yaml`.");
        };
    }

    private static boolean isStrict(RunnerConfig config) {
        return config.clusters().stream()
                .anyMatch(cluster -> cluster.pod().templates().strictFields());
    }

    /**
     * What a person should know of the settings, and of the files that they and the request name.
     *
     * @param overlordPod null if nobody gave one
     * @throws JobRefusedException if the Overlord's pod is needed, and cannot be understood
     */
    List<String> notes(@Nullable Path overlordPod) throws JobRefusedException {
        List<String> notes = new ArrayList<>(config.notes());
        notes.addAll(jobs.notes());
        boolean needed = config.clusters().stream()
                .anyMatch(cluster -> cluster.pod().adapter().isOverlord());
        if (overlordPod != null && needed) {
            notes.addAll(new PodFile(overlordPod, isStrict(config)).notes());
        }
        return notes;
    }
}
