package io.henge.kubernetes.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.JobSighting;
import io.henge.core.health.Probe;
import io.henge.core.port.ClusterConnection;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.NamedThreads;
import io.henge.kubernetes.job.Marks;
import io.henge.kubernetes.sighting.ClusterNamespace;
import io.henge.kubernetes.sighting.SeenObjects;
import io.henge.kubernetes.sighting.Sightings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two watches of one cluster, of our Jobs and of their pods, and what they have shown so far. */
public final class Watches implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Watches.class);

    /** The Job controller writes the first, and since Kubernetes 1.27 also the second. */
    private static final List<String> JOB_NAME_LABELS = List.of("job-name", "batch.kubernetes.io/job-name");

    private final ClusterNamespace place;
    private final String owner;
    private final ClusterConnection.Watcher watcher;
    private final Seen<Job> jobs =
            new Seen<>(job -> Optional.of(job.getMetadata().getName()));
    private final Seen<Pod> pods = new Seen<>(Watches::jobNameOf);
    private final Reporter jobReporter = new Reporter();
    private final Reporter podReporter = new Reporter();
    private final ListAndWatch<Job> jobWatch;
    private final ListAndWatch<Pod> podWatch;

    /** @param adopting whether Jobs of Druid's own runner are looked at too */
    public Watches(
            Api api,
            ClusterNamespace place,
            String owner,
            boolean adopting,
            ScheduledExecutorService timer,
            ClusterConnection.Watcher watcher) {
        this.place = place;
        this.owner = owner;
        this.watcher = watcher;
        NamedThreads threads = new NamedThreads(place.cluster().value(), "watch");
        String selector = adopting ? Marks.LABEL_PEON + "=true" : Marks.LABEL_OWNER + "=" + owner;
        String where = " of cluster[" + place.cluster() + "] in namespace[" + place.namespace() + "]";
        this.jobWatch = new ListAndWatch<>(
                new ListAndWatch.Kind<>(
                        "Jobs" + where,
                        "apis/batch/v1/namespaces/" + place.namespace() + "/jobs",
                        "Job",
                        SeenObjects::job),
                api,
                jobs,
                selector,
                jobReporter,
                timer,
                threads);
        this.podWatch = new ListAndWatch<>(
                new ListAndWatch.Kind<>(
                        "Pods" + where, "api/v1/namespaces/" + place.namespace() + "/pods", "Pod", SeenObjects::pod),
                api,
                pods,
                selector,
                podReporter,
                timer,
                threads);
    }

    /** Opens the watches in the background. */
    public void start() {
        jobWatch.start();
        podWatch.start();
    }

    /** Lists everything anew, since what is behind the API may be another server now; what was shown stays until then. */
    public void listAgain() {
        jobWatch.listAgain();
        podWatch.listAgain();
    }

    /** Goes on at once where the API server is known to answer again. */
    public void probed(Probe said) {
        if (said.answer() == Probe.Answer.WELL) {
            jobWatch.hasten();
            podWatch.hasten();
        }
    }

    /** Whether a first part of both has been listed. */
    public boolean answers() {
        return jobReporter.answered && podReporter.answered;
    }

    public boolean synced() {
        return jobReporter.listed && podReporter.listed;
    }

    /** How long the watch has been silent that has been silent for longer. */
    public Optional<Duration> age() {
        return jobWatch.age().flatMap(jobs -> podWatch.age().map(pods -> jobs.compareTo(pods) > 0 ? jobs : pods));
    }

    public Optional<String> trouble() {
        return trouble("Jobs", jobWatch).or(() -> trouble("pods", podWatch));
    }

    private Optional<String> trouble(String what, ListAndWatch<? extends HasMetadata> watch) {
        return watch.failure()
                .map(why -> "The " + what + " of cluster[" + place.cluster() + "] in namespace[" + place.namespace()
                        + "] cannot be watched. " + why);
    }

    public Optional<JobSighting> find(JobName name) {
        if (!synced()) {
            return Optional.empty();
        }
        @Nullable Job job = job(name);
        return Sightings.of(place, owner, name, job, pods.of(name.value()));
    }

    /** The names of all Jobs that are shown; what no JobName can be is not among them. */
    public Set<JobName> jobs() {
        return jobs.jobs().stream().flatMap(name -> nameOf(name).stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<JobName> nameOf(String job) {
        try {
            return Optional.of(new JobName(job));
        } catch (IllegalArgumentException e) {
            log.debug("Job[{}] carries our label but none of our names", job, e);
            return Optional.empty();
        }
    }

    /** The pod of a Job, or the one that the Job left. */
    public Optional<Pod> pod(JobName name) {
        return Optional.ofNullable(Sightings.podOf(job(name), pods.of(name.value())));
    }

    /** The uid of the object whose events tell of a Job's fate: its pod or, while there is none, the Job. */
    public Optional<String> eventfulUid(JobName name) {
        return pod(name)
                .map(HasMetadata.class::cast)
                .or(() -> Optional.ofNullable(job(name)))
                .map(object -> object.getMetadata().getUid());
    }

    private @Nullable Job job(JobName name) {
        return jobs.of(name.value()).stream().findFirst().orElse(null);
    }

    private static Optional<String> jobNameOf(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels == null
                ? Optional.empty()
                : JOB_NAME_LABELS.stream()
                        .flatMap(label -> Stream.ofNullable(labels.get(label)))
                        .findFirst();
    }

    @Override
    public void close() {
        jobWatch.close();
        podWatch.close();
    }

    /** Waits for the threads to end, each at most {@code limit}. */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        return jobWatch.awaitEnd(limit) && podWatch.awaitEnd(limit);
    }

    /** Passes on what one watch tells. */
    private final class Reporter implements ListAndWatch.Listener {
        /** Set once, when a first part was listed; read by every reader. */
        private volatile boolean answered;

        /** Set once, when this watch has listed; read by every reader. */
        private volatile boolean listed;

        /** Before both have listed nothing can be found, and when they have, whoever is told looks at everything. */
        @Override
        public void changed(String job) {
            if (synced()) {
                nameOf(job).ifPresent(name -> watcher.jobChanged(place.cluster(), name));
            }
        }

        @Override
        public void answered() {
            boolean before = answers();
            answered = true;
            if (!before && answers()) {
                watcher.answers(place.cluster());
            }
        }

        @Override
        public void listed() {
            listed = true;
            if (synced()) {
                log.info("Cluster[{}] is watched in namespace[{}]", place.cluster(), place.namespace());
                watcher.clusterChanged(place.cluster());
            }
        }

        @Override
        public void troubleChanged() {
            watcher.clusterChanged(place.cluster());
        }
    }
}
