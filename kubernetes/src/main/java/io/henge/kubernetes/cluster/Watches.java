package io.henge.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.ClusterConnection;
import io.henge.core.cluster.JobSighting;
import io.henge.kubernetes.job.Marks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two watches of one cluster, of our Jobs and of their pods, and what they have shown so far. They are tried for as
 * long as they are open, whatever goes wrong.
 */
final class Watches implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Watches.class);

    /** The Job controller writes the first, and since Kubernetes 1.27 also the second. */
    private static final List<String> JOB_NAME_LABELS = List.of("job-name", "batch.kubernetes.io/job-name");

    private static final String INDEX_BY_JOB = "job";

    /** Keeps one answer of a list, and with it the memory that reading it takes, small. */
    private static final long LIST_PAGE = 500;

    private final Place place;
    private final ClusterConnection.Watcher watcher;
    private final SharedIndexInformer<Job> jobs;
    private final SharedIndexInformer<Pod> pods;

    /** Set once, when both have listed; read by every reader. */
    private volatile boolean synced;

    /** The last failure of each watch, shown only while it does not watch. */
    private volatile @Nullable String jobFailure;

    private volatile @Nullable String podFailure;

    Watches(KubernetesClient client, Place place, String owner, ClusterConnection.Watcher watcher) {
        this.place = place;
        this.watcher = watcher;
        // A list with a limit is never served from a cache that may be behind (fabric8 asks for resourceVersion=0
        // otherwise): a leader must not miss the Job that another one made a moment before.
        this.jobs = client.batch()
                .v1()
                .jobs()
                .inNamespace(place.namespace())
                .withLabel(Marks.LABEL_OWNER, owner)
                .withLimit(LIST_PAGE)
                .runnableInformer(0);
        this.pods = client.pods()
                .inNamespace(place.namespace())
                .withLabel(Marks.LABEL_OWNER, owner)
                .withLimit(LIST_PAGE)
                .runnableInformer(0);
        pods.addIndexers(Map.of(INDEX_BY_JOB, pod -> jobNameOf(pod).stream().toList()));
        jobs.itemStore(new LeanItems<>(LeanItems::strip));
        pods.itemStore(new LeanItems<>(LeanItems::strip));
        jobs.addEventHandler(new Teller<>(job -> Optional.of(job.getMetadata().getName())));
        pods.addEventHandler(new Teller<>(Watches::jobNameOf));
        jobs.exceptionHandler((started, failure) -> {
            jobFailure = failed("Jobs", failure);
            return true;
        });
        pods.exceptionHandler((started, failure) -> {
            podFailure = failed("pods", failure);
            return true;
        });
    }

    /** Opens the watches in the background. */
    void start() {
        var unused = CompletableFuture.allOf(
                        jobs.start().toCompletableFuture(), pods.start().toCompletableFuture())
                .whenComplete((none, stopped) -> {
                    if (stopped == null) {
                        synced = true;
                        log.info("Cluster[{}] is watched in namespace[{}]", place.cluster(), place.namespace());
                        watcher.clusterChanged(place.cluster());
                    }
                });
    }

    boolean synced() {
        return synced;
    }

    Optional<String> trouble() {
        return trouble(jobs, jobFailure, "Jobs").or(() -> trouble(pods, podFailure, "pods"));
    }

    private Optional<String> trouble(SharedIndexInformer<?> informer, @Nullable String failure, String what) {
        if (informer.isWatching()) {
            return Optional.empty();
        }
        if (failure == null && synced) {
            return Optional.of("The watch of " + what + " in cluster[" + place.cluster() + "] is interrupted");
        }
        return Optional.ofNullable(failure);
    }

    Optional<JobSighting> find(JobName name) {
        return synced ? Sightings.of(place, name, job(name), podsOf(name)) : Optional.empty();
    }

    /** The pod of a Job, or the one that the Job left. */
    Optional<Pod> pod(JobName name) {
        return Optional.ofNullable(Sightings.podOf(job(name), podsOf(name)));
    }

    private @Nullable Job job(JobName name) {
        return jobs.getIndexer().getByKey(Cache.namespaceKeyFunc(place.namespace(), name.value()));
    }

    private List<Pod> podsOf(JobName name) {
        return pods.getIndexer().byIndex(INDEX_BY_JOB, name.value());
    }

    private String failed(String what, Throwable failure) {
        return what + " of cluster[" + place.cluster() + "] in namespace[" + place.namespace() + "] cannot be watched: "
                + ApiFailures.sentence(failure);
    }

    private static Optional<String> jobNameOf(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels == null
                ? Optional.empty()
                : JOB_NAME_LABELS.stream()
                        .flatMap(label -> Stream.ofNullable(labels.get(label)))
                        .findFirst();
    }

    /** Ends the watches; nothing more is told. */
    @Override
    public void close() {
        jobs.stop();
        pods.stop();
    }

    /** Finds the name of the Job that an object belongs to. */
    private interface JobOf<T> {
        Optional<String> name(T object);
    }

    /** Tells the watcher which Job changed, and nothing more. */
    private final class Teller<T extends HasMetadata> implements ResourceEventHandler<T> {
        private final JobOf<T> jobOf;

        Teller(JobOf<T> jobOf) {
            this.jobOf = jobOf;
        }

        @Override
        public void onAdd(T object) {
            tell(object);
        }

        @Override
        public void onUpdate(T before, T object) {
            tell(object);
        }

        @Override
        public void onDelete(T object, boolean finalStateUnknown) {
            tell(object);
        }

        private void tell(T object) {
            Optional<String> name = jobOf.name(object);
            try {
                name.ifPresent(job -> watcher.jobChanged(place.cluster(), new JobName(job)));
            } catch (IllegalArgumentException e) {
                log.debug("Job[{}] carries our owner label but not one of our names", name, e);
            }
        }
    }
}
