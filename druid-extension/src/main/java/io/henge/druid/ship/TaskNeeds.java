package io.henge.druid.ship;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import io.henge.core.placement.Needs;
import io.henge.druid.dynamic.Candidate;
import io.henge.druid.dynamic.ExecutionConfig;
import io.henge.druid.task.TaskContext;
import io.henge.kubernetes.job.PodChoice;
import io.henge.kubernetes.request.PlannedRequests;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.druid.indexing.common.task.Task;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the pods of tasks ask for on each cluster, before the tasks have one: by what pods are made from, as it was last
 * read. A task costs the choice of its template and a look-up. Where nothing can be known there is {@link Resources#NONE},
 * and nothing fails: that is for whoever makes the Job. Safe for use by several threads.
 */
public final class TaskNeeds {
    private static final Logger log = LoggerFactory.getLogger(TaskNeeds.class);

    /** There are about as many as templates, unless tasks have Java options of their own. */
    private static final int CHOICES_MAX = 1_000;

    /** Equal needs of tasks are one object, for as long as one has them. */
    private static final Interner<Needs> SHARED = Interners.newWeakInterner();

    private final SortedMap<ClusterName, Supplier<PlannedRequests>> sources;
    private final Supplier<ExecutionConfig> dynamic;

    /** Published by whoever reads. */
    private volatile Reading reading;

    /** @param choices the needs of the choices that were asked about since the reading */
    private record Reading(
            SortedMap<ClusterName, PlannedRequests> clusters,
            @Nullable ExecutionConfig dynamic,
            Cache<PodChoice, Needs> choices) {
        static Reading of(SortedMap<ClusterName, PlannedRequests> clusters, @Nullable ExecutionConfig dynamic) {
            return new Reading(
                    clusters,
                    dynamic,
                    CacheBuilder.newBuilder().maximumSize(CHOICES_MAX).build());
        }
    }

    /**
     * Reads nothing yet.
     *
     * @param sources what reads, for each cluster, what pods are made from
     * @param dynamic how templates are chosen now
     */
    public TaskNeeds(SortedMap<ClusterName, Supplier<PlannedRequests>> sources, Supplier<ExecutionConfig> dynamic) {
        this.sources = new TreeMap<>(sources);
        this.dynamic = dynamic;
        this.reading = Reading.of(new TreeMap<>(), null);
    }

    /**
     * Reads what pods are made from. Blocks while files and the Overlord's own pod are read.
     *
     * @return whether tasks may have other needs since the last time, by that or by the dynamic configuration
     */
    public boolean read() {
        ExecutionConfig choosing = dynamic.get();
        TreeMap<ClusterName, PlannedRequests> clusters = new TreeMap<>();
        sources.forEach((name, source) -> clusters.put(name, source.get()));
        Reading before = reading;
        if (clusters.equals(before.clusters()) && choosing.equals(before.dynamic())) {
            return false;
        }
        reading = Reading.of(clusters, choosing);
        return true;
    }

    /** What is known of a task's pod; {@link Needs#NONE} before the first reading. Reads no file. */
    public Needs of(Task task) {
        Reading present = reading;
        try {
            PodChoice choice = choiceOf(task);
            @Nullable Needs known = present.choices().getIfPresent(choice);
            if (known == null) {
                known = needs(present, choice);
                present.choices().put(choice, known);
            }
            return known;
        } catch (RuntimeException e) {
            // Of a task's context that is wrong, or of a fault of ours; the task goes on all the same.
            log.debug("What task[{}] needs cannot be known", task.getId(), e);
            return Needs.NONE;
        }
    }

    private PodChoice choiceOf(Task task) {
        TaskContext context = TaskContext.of(task);
        @Nullable String javaOpts = context.text(TaskShipments.JAVA_OPTS);
        return new PodChoice(
                context.text(TaskShipments.TEMPLATE_KEY),
                dynamic.get().templateFor(Candidate.of(task)),
                javaOpts == null ? "" : javaOpts);
    }

    /** What most clusters have is the usual. */
    private static Needs needs(Reading reading, PodChoice choice) {
        TreeMap<ClusterName, Resources> all = new TreeMap<>();
        Map<Resources, Integer> counts = new HashMap<>();
        reading.clusters().forEach((name, planned) -> {
            Resources resources = planned.of(choice);
            all.put(name, resources);
            counts.merge(resources, 1, Integer::sum);
        });
        Resources usual =
                all.values().stream().max(Comparator.comparing(counts::get)).orElse(Resources.NONE);
        all.values().removeIf(usual::equals);
        return SHARED.intern(new Needs(usual, all));
    }
}
