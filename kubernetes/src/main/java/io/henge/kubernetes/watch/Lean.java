package io.henge.kubernetes.watch;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.henge.kubernetes.job.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes out of Jobs and pods what is large and never looked at: a task's payload alone may have 130,000 characters, and
 * would be kept twice per task.
 */
final class Lean {
    private Lean() {}

    static void strip(Job job) {
        strip(job.getMetadata());
        PodTemplateSpec template = job.getSpec() == null ? null : job.getSpec().getTemplate();
        if (template != null) {
            template.setMetadata(null);
            template.setSpec(null);
        }
    }

    static void strip(Pod pod) {
        strip(pod.getMetadata());
        if (pod.getSpec() != null) {
            pod.getSpec().setVolumes(new ArrayList<>());
            Stream.of(pod.getSpec().getInitContainers(), pod.getSpec().getContainers())
                    .flatMap(List::stream)
                    .forEach(Lean::strip);
        }
    }

    private static void strip(Container container) {
        container.setEnv(new ArrayList<>());
        container.setVolumeMounts(new ArrayList<>());
    }

    private static void strip(ObjectMeta metadata) {
        metadata.setManagedFields(new ArrayList<>());
        if (metadata.getAnnotations() != null) {
            metadata.getAnnotations().remove(Marks.ANNOTATION_TASK);
        }
    }
}
