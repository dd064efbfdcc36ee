package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobKey;
import io.henge.core.attempt.TaskId;
import io.henge.core.cluster.JobSighting;
import io.henge.core.decide.AttemptView;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The loop's tasks, attempt by attempt, with the indexes that it needs to find them. Only the loop's thread may use it. */
final class AttemptTable {
    private static final Comparator<AttemptView> FIRST_COME = Comparator.comparing(
                    (AttemptView task) -> task.traits().priority(), Comparator.reverseOrder())
            .thenComparing(AttemptView::acceptedAt)
            .thenComparing(AttemptView::id);

    private final TreeMap<AttemptId, AttemptView> views = new TreeMap<>();
    private final TreeSet<AttemptView> waiting = new TreeSet<>(FIRST_COME);
    private final Map<JobKey, AttemptId> byJob = new HashMap<>();
    private final Families families = new Families();
    private final Milestones milestones;
    private final TreeMap<ClusterName, Integer> live = new TreeMap<>();

    AttemptTable(Milestones milestones) {
        this.milestones = milestones;
    }

    Optional<AttemptView> find(AttemptId id) {
        return Optional.ofNullable(views.get(id));
    }

    Optional<AttemptId> find(JobKey job) {
        return Optional.ofNullable(byJob.get(job));
    }

    /** All attempts of a task, the oldest first. */
    List<AttemptView> of(TaskId task) {
        return List.copyOf(views.subMap(AttemptId.first(task), true, new AttemptId(task, Integer.MAX_VALUE), true)
                .values());
    }

    Optional<AttemptView> newest(TaskId task) {
        List<AttemptView> all = of(task);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** The second or later attempt of the task whose first one a Job of Druid's own runner says that it is. */
    Optional<AttemptView> laterThan(JobSighting job) {
        return Optional.ofNullable(job.task())
                .flatMap(TaskId::of)
                .flatMap(this::newest)
                .filter(view -> view.id().number() > 1);
    }

    List<AttemptId> on(ClusterName cluster) {
        return views.values().stream()
                .filter(view ->
                        view.attempt() != null && view.attempt().cluster().equals(cluster))
                .map(AttemptView::id)
                .toList();
    }

    /** All attempts of the task's sub-tasks, ended or not. */
    List<AttemptView> subTasksOf(AttemptView parent) {
        return families.of(parent.task(), parent.traits()).stream()
                .flatMap(id -> find(id).stream())
                .toList();
    }

    Collection<AttemptView> all() {
        return views.values();
    }

    /** The tasks that wait for a cluster, the higher priority first, then the older one; at most {@code limit}. */
    List<AttemptView> waiting(long limit) {
        return waiting.stream().limit(Math.max(0, limit)).toList();
    }

    /** How many attempts hold a place on each cluster, counting those whose intent is being written; a copy. */
    SortedMap<ClusterName, Integer> live() {
        return new TreeMap<>(live);
    }

    int liveOn(ClusterName cluster) {
        return live.getOrDefault(cluster, 0);
    }

    void put(AttemptView view) {
        @Nullable AttemptView before = views.put(view.id(), view);
        if (before == null) {
            families.add(view.id(), view.traits());
        }
        replace(before, view);
    }

    /** Changes an attempt if it is known. */
    void change(AttemptId id, UnaryOperator<AttemptView> change) {
        find(id).ifPresent(view -> put(change.apply(view)));
    }

    void remove(AttemptId id) {
        @Nullable AttemptView before = views.remove(id);
        if (before != null) {
            families.remove(id, before.traits());
        }
        replace(before, null);
    }

    private void replace(@Nullable AttemptView before, @Nullable AttemptView after) {
        if (before != null && after != null) {
            milestones.compare(before, after);
        }
        if (before != null) {
            waiting.remove(before);
            before.place().ifPresent(cluster -> count(cluster, -1));
            if (before.attempt() != null) {
                byJob.remove(keyOf(before.attempt()));
            }
        }
        if (after != null) {
            if (after.isWaiting()) {
                waiting.add(after);
            }
            after.place().ifPresent(cluster -> count(cluster, 1));
            if (after.attempt() != null) {
                byJob.put(keyOf(after.attempt()), after.id());
            }
        }
    }

    private void count(ClusterName cluster, int change) {
        live.merge(cluster, change, Integer::sum);
        live.remove(cluster, 0);
    }

    private static JobKey keyOf(Attempt attempt) {
        return new JobKey(attempt.cluster(), attempt.address().job());
    }
}
