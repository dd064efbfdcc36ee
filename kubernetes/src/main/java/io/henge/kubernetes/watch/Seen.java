package io.henge.kubernetes.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * What a watch has shown and not taken back, by the name of the Job that it belongs to. Written by the watch's thread
 * alone, read by any.
 */
final class Seen<T extends HasMetadata> {
    private final Function<T, Optional<String>> jobOf;

    /** Inner maps are by object name and are replaced, never changed. */
    private final ConcurrentMap<String, Map<String, T>> byJob = new ConcurrentHashMap<>();

    /**
     * An empty cache.
     *
     * @param jobOf the name of the Job that an object belongs to; an object without one is not kept
     */
    Seen(Function<T, Optional<String>> jobOf) {
        this.jobOf = jobOf;
    }

    List<T> of(String job) {
        return List.copyOf(byJob.getOrDefault(job, Map.of()).values());
    }

    /** The names of all Jobs that something was seen of. */
    Set<String> jobs() {
        return Set.copyOf(byJob.keySet());
    }

    /** Takes an object in, and tells which Job changed by it: none if nothing that is looked at did. */
    Optional<String> put(T object) {
        // It alone tells apart what else is the same: half of what a Job's controllers write is not looked at.
        object.getMetadata().setResourceVersion(null);
        Optional<String> job = jobOf.apply(object);
        String name = object.getMetadata().getName();
        if (job.isEmpty()
                || object.equals(byJob.getOrDefault(job.get(), Map.of()).get(name))) {
            return Optional.empty();
        }
        byJob.compute(job.get(), (key, before) -> {
            if (before == null) {
                return Map.of(name, object);
            }
            Map<String, T> after = new LinkedHashMap<>(before);
            after.put(name, object);
            return after;
        });
        return job;
    }

    /** Lets go of an object, and tells which Job changed by it. */
    Optional<String> remove(T object) {
        Optional<String> job = jobOf.apply(object);
        job.ifPresent(name -> remove(name, Set.of(object.getMetadata().getName())));
        return job;
    }

    /** Lets go of all objects but those named, and tells which Jobs changed by it. */
    List<String> keepOnly(Set<String> names) {
        List<String> changed = new ArrayList<>();
        byJob.forEach((job, objects) -> {
            if (!names.containsAll(objects.keySet())) {
                changed.add(job);
                List<String> gone = objects.keySet().stream()
                        .filter(name -> !names.contains(name))
                        .toList();
                remove(job, Set.copyOf(gone));
            }
        });
        return changed;
    }

    private void remove(String job, Set<String> names) {
        byJob.computeIfPresent(job, (key, before) -> {
            Map<String, T> after = new LinkedHashMap<>(before);
            after.keySet().removeAll(names);
            return after.isEmpty() ? null : after;
        });
    }
}
