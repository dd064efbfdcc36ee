package io.henge.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.henge.kubernetes.job.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a watch has shown, without what is large and never looked at: a task's payload alone may have 130,000
 * characters, and would be kept twice per task.
 */
final class LeanItems<T extends HasMetadata> implements ItemStore<T> {
    private final ConcurrentMap<String, T> items = new ConcurrentHashMap<>();
    private final Consumer<T> strip;

    LeanItems(Consumer<T> strip) {
        this.strip = strip;
    }

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
                    .forEach(LeanItems::strip);
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

    @Override
    public String getKey(T item) {
        return Cache.metaNamespaceKeyFunc(item);
    }

    @Override
    public @Nullable T put(String key, T item) {
        strip.accept(item);
        return items.put(key, item);
    }

    @Override
    public @Nullable T remove(String key) {
        return items.remove(key);
    }

    @Override
    public Stream<String> keySet() {
        return items.keySet().stream();
    }

    @Override
    public Stream<T> values() {
        return items.values().stream();
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public @Nullable T get(String key) {
        return items.get(key);
    }
}
