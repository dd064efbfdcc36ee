package io.henge.kubernetes.sighting;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.JobSighting.Remedy;
import io.henge.core.cluster.JobSighting.StartTrouble;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is said of a Job that is suspended, and who may lift that, as a pure function. */
final class Suspension {
    /** The queue that Kueue starts a Job from (Kueue documentation, Run a Job): a label, in its early versions an annotation. */
    private static final String QUEUE = "kueue.x-k8s.io/queue-name";

    private Suspension() {}

    static StartTrouble of(ClusterNamespace place, JobName name, Job job) {
        String suspended = place.job(name.value()) + " is suspended" + since(job) + ". ";
        @Nullable String queue = queueOf(job);
        return new StartTrouble(
                suspended
                        + (queue == null
                                ? "It has no pod until a person lifts that: kubectl patch job " + name + " -n "
                                        + place.namespace() + " --type=merge -p '{\"spec\":{\"suspend\":false}}'"
                                : "Kueue lifts that when its queue[" + queue + "] has room for it"),
                Remedy.RELEASE);
    }

    private static String since(Job job) {
        if (job.getStatus() == null) {
            return "";
        }
        return job.getStatus().getConditions().stream()
                .filter(condition -> "Suspended".equals(condition.getType()) && "True".equals(condition.getStatus()))
                .flatMap(condition -> Stream.ofNullable(condition.getLastTransitionTime()))
                .findFirst()
                .map(time -> " since " + time)
                .orElse("");
    }

    private static @Nullable String queueOf(Job job) {
        return Stream.of(job.getMetadata().getLabels(), job.getMetadata().getAnnotations())
                .flatMap(Stream::ofNullable)
                .map(Map::copyOf)
                .flatMap(marks -> Stream.ofNullable(marks.get(QUEUE)))
                .findFirst()
                .orElse(null);
    }
}
