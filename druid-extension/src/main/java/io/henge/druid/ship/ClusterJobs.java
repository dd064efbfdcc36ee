package io.henge.druid.ship;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.Token;
import io.henge.core.time.SteadyClock;
import io.henge.druid.config.ClusterEntry;
import io.henge.druid.config.ConfigException;
import io.henge.druid.config.PodConfig;
import io.henge.druid.config.RunnerConfig;
import io.henge.druid.task.Traits;
import io.henge.kubernetes.access.ApiRoute;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.access.ProxySettings;
import io.henge.kubernetes.job.AdapterJobs;
import io.henge.kubernetes.job.JobFactory;
import io.henge.kubernetes.job.JobNames;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.job.PodAdapter;
import io.henge.kubernetes.job.PodChanges;
import io.henge.kubernetes.job.Shipments;
import io.henge.kubernetes.overlord.OverlordAdapter;
import io.henge.kubernetes.overlord.OverlordPod;
import io.henge.kubernetes.overlord.OverlordPodReader;
import io.henge.kubernetes.overlord.RememberedPod;
import io.henge.kubernetes.request.PlannedRequests;
import io.henge.kubernetes.template.PodTemplates;
import io.henge.kubernetes.template.TemplateAdapter;
import io.henge.kubernetes.template.TemplateFile;
import io.henge.kubernetes.template.TemplateStrategy;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.druid.indexing.common.task.Task;
import org.jspecify.annotations.Nullable;

/** How the Jobs of each configured cluster are made: the one place where settings become adapters. */
public final class ClusterJobs {
    private final RunnerConfig config;
    private final OverlordPod overlordPod;

    /** @param overlordPod asked only for clusters with an Overlord adapter */
    public ClusterJobs(RunnerConfig config, OverlordPod overlordPod) {
        this.config = config;
        this.overlordPod = overlordPod;
    }

    /** With the Overlord's pod read from its own cluster, at most once in a while. */
    public static ClusterJobs of(RunnerConfig config, @Nullable String hostname) {
        @Nullable String namespace = config.overlordPodNamespace();
        if (namespace == null) {
            return new ClusterJobs(config, () -> {
                throw new JobRefusedException("The Overlord's own pod, from which this cluster's would be made, is not"
                        + " looked up, since no static cluster's pods are made from it. Give pod templates");
            });
        }
        return new ClusterJobs(
                config,
                new RememberedPod(new OverlordPodReader(ownCluster(config, namespace), hostname), new SteadyClock()));
    }

    /** How the cluster is reached in which the Overlord itself runs, in its namespace there. */
    public static ClusterSettings ownCluster(RunnerConfig config, String namespace) {
        return new ClusterSettings(
                "The Overlord's own cluster",
                new ClusterName("overlord"),
                new ApiRoute(
                        null,
                        null,
                        ApiRoute.REQUEST_TIMEOUT_DEFAULT,
                        config.disableClientProxy() ? ProxySettings.NONE : ProxySettings.ENVIRONMENT),
                namespace,
                "",
                false);
    }

    /**
     * Looks at the pod templates that all clusters share; a cluster's own are that cluster's affair.
     *
     * @throws ConfigException with everything that is wrong with them
     */
    public void checkSharedTemplates() {
        Set<String> complaints = new LinkedHashSet<>();
        for (ClusterEntry cluster : config.clusters()) {
            complaints.addAll(
                    templates(cluster, cluster.pod().templates().shared()).complaints());
        }
        if (!complaints.isEmpty()) {
            throw new ConfigException(List.copyOf(complaints));
        }
    }

    /** What a person should know of the pod templates that all clusters share. */
    public List<String> sharedNotes() {
        Set<String> notes = new LinkedHashSet<>();
        config.clusters()
                .forEach(cluster -> notes.addAll(
                        templates(cluster, cluster.pod().templates().shared()).notes()));
        return List.copyOf(notes);
    }

    /** What a person should know of all pod templates. */
    public List<String> notes() {
        Set<String> notes = new LinkedHashSet<>();
        config.clusters()
                .forEach(cluster -> notes.addAll(
                        templates(cluster, cluster.pod().templates().files()).notes()));
        return List.copyOf(notes);
    }

    private static PodTemplates templates(ClusterEntry cluster, SortedMap<String, TemplateFile> files) {
        return new PodTemplates(
                files,
                cluster.pod().templates().strictFields(),
                cluster.pod().templates().shared().keySet(),
                new SteadyClock());
    }

    /** The keys of all pod templates of all clusters, in order; empty if none uses any. */
    public List<String> templateKeys() {
        TreeSet<String> keys = new TreeSet<>();
        config.clusters()
                .forEach(
                        cluster -> keys.addAll(cluster.pod().templates().files().keySet()));
        return List.copyOf(keys);
    }

    /** What reads, for each cluster, what the pods there would ask for. May block. */
    public SortedMap<ClusterName, Supplier<PlannedRequests>> requests() {
        TreeMap<ClusterName, Supplier<PlannedRequests>> requests = new TreeMap<>();
        for (ClusterEntry cluster : config.clusters()) {
            PodAdapter adapter = adapter(cluster, shipment -> PodTemplates.BASE);
            PodChanges changes = cluster.pod().changes();
            requests.put(cluster.name(), () -> new PlannedRequests(adapter.outlines(), changes));
        }
        return requests;
    }

    /** What makes the Jobs of {@code cluster}. */
    public JobFactory of(ClusterEntry cluster, String owner, Shipments shipments, TemplateStrategy strategy) {
        PodConfig pod = cluster.pod();
        return new AdapterJobs(adapter(cluster, strategy), shipments, pod.jobs(), pod.changes(), owner);
    }

    /**
     * A first attempt at a task there, which nobody has placed: to see what its Job would be.
     *
     * @param token in the place of the one that an attempt gets when it is placed
     */
    public Attempt imagined(ClusterEntry cluster, Task task, Token token) {
        AttemptId first = AttemptId.first(new TaskId(task.getId()));
        JobName job = new JobNames(config.naming().prefix()).nameOf(first);
        return Attempt.placed(
                first,
                new JobAddress(cluster.name(), cluster.namespace(), job),
                token,
                Traits.of(task),
                1,
                Instant.EPOCH);
    }

    private PodAdapter adapter(ClusterEntry cluster, TemplateStrategy strategy) {
        PodConfig pod = cluster.pod();
        if (pod.adapter().isOverlord()) {
            return new OverlordAdapter(overlordPod, pod.overlord(), pod.jobs().annotations());
        }
        return new TemplateAdapter(
                templates(cluster, pod.templates().files()),
                strategy,
                pod.templates().selection(),
                pod.overlordNamespace());
    }
}
