package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobKey;
import io.henge.core.attempt.Preserved;
import io.henge.core.attempt.TaskId;
import io.henge.core.cluster.JobSighting;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.Occupancy;
import io.henge.core.decide.WaitingQueue;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The loop's attempts with the indexes that it needs to find them. Only the loop's thread may use it. */
final class AttemptTable {
    private final TreeMap<AttemptId, AttemptView> views = new TreeMap<>();
    private final Map<JobKey, AttemptId> byJob = new HashMap<>();
    private final Map<ClusterName, TreeSet<AttemptId>> byCluster = new HashMap<>();
    private final Map<ClusterName, Occupancy> occupancies = new HashMap<>();
    private final Families families = new Families();
    private final Milestones milestones;
    private final TreeMap<AttemptId, AttemptView> leaving = new TreeMap<>();
    private WaitingQueue waiting = WaitingQueue.EMPTY;
    private long held;

    AttemptTable(Milestones milestones) {
        this.milestones = milestones;
    }

    Optional<AttemptView> find(AttemptId id) {
        return Optional.ofNullable(views.get(id));
    }

    Optional<AttemptId> find(JobKey job) {
        return Optional.ofNullable(byJob.get(job));
    }

    /** Whether an attempt has its Job under that key, and what is seen there can be that. */
    boolean knows(JobKey key, Optional<JobSighting> seen) {
        return find(key)
                .flatMap(this::find)
                .flatMap(view -> Optional.ofNullable(view.attempt()))
                .filter(attempt -> seen.isEmpty() || seen.get().isOf(attempt))
                .isPresent();
    }

    /** All attempts of a task, the oldest first. */
    List<AttemptView> of(TaskId task) {
        return List.copyOf(views.subMap(AttemptId.first(task), true, new AttemptId(task, Integer.MAX_VALUE), true)
                .values());
    }

    Optional<AttemptView> newest(TaskId task) {
        return Optional.ofNullable(views.floorEntry(new AttemptId(task, Integer.MAX_VALUE)))
                .map(Map.Entry::getValue)
                .filter(view -> view.task().equals(task));
    }

    /** The second or later attempt of the task whose first one a Job of Druid's own runner says that it is. */
    Optional<AttemptView> laterThan(JobSighting job) {
        return Optional.ofNullable(job.task())
                .flatMap(TaskId::of)
                .flatMap(this::newest)
                .filter(view -> view.id().number() > 1);
    }

    /** Where there are attempts that have a row. */
    Set<ClusterName> clusters() {
        return Collections.unmodifiableSet(byCluster.keySet());
    }

    /** All attempts that have a row on that cluster. */
    List<AttemptId> on(ClusterName cluster) {
        return List.copyOf(byCluster.getOrDefault(cluster, new TreeSet<>()));
    }

    /** All attempts of the task's sub-tasks, ended or not. */
    List<AttemptView> subTasksOf(AttemptView parent) {
        return families.of(parent.task(), parent.traits()).stream()
                .flatMap(id -> find(id).stream())
                .toList();
    }

    NavigableSet<AttemptId> ids() {
        return Collections.unmodifiableNavigableSet(views.navigableKeySet());
    }

    Collection<AttemptView> all() {
        return views.values();
    }

    /** The tasks that wait for a cluster. */
    WaitingQueue waiting() {
        return waiting;
    }

    /** Those that are being taken from their clusters for want of room. */
    List<AttemptView> leaving() {
        return List.copyOf(leaving.values());
    }

    /** What holds room on that cluster, counting those whose intent is being written. */
    Occupancy occupancy(ClusterName cluster) {
        return occupancies.getOrDefault(cluster, Occupancy.NONE);
    }

    /** How many attempts hold a place, on all clusters, registered or not. */
    long held() {
        return held;
    }

    void put(AttemptView view) {
        @Nullable AttemptView before = views.put(view.id(), view);
        if (view.equals(before)) {
            return;
        }
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
            waiting = before.isWaiting() ? waiting.minus(before) : waiting;
            leaving.remove(before.id());
        }
        if (after != null) {
            waiting = after.isWaiting() ? waiting.plus(after) : waiting;
            if (after.isLeavingForItsPod()) {
                leaving.put(after.id(), after);
            }
        }
        if (before == null || after == null || !Occupancy.isSame(before, after)) {
            count(before, after);
        }
        @Nullable JobKey key = keyOf(after);
        if (!Objects.equals(keyOf(before), key)) {
            unindex(before);
            if (after != null && key != null) {
                byJob.put(key, after.id());
                byCluster
                        .computeIfAbsent(key.cluster(), cluster -> new TreeSet<>())
                        .add(after.id());
            }
        }
    }

    private void count(@Nullable AttemptView before, @Nullable AttemptView after) {
        if (before != null) {
            before.place().ifPresent(cluster -> {
                occupancies.put(cluster, occupancy(cluster).minus(before));
                held--;
            });
        }
        if (after != null) {
            after.place().ifPresent(cluster -> {
                occupancies.put(cluster, occupancy(cluster).plus(after));
                held++;
            });
        }
    }

    private void unindex(@Nullable AttemptView before) {
        @Nullable JobKey key = keyOf(before);
        if (before != null && key != null) {
            byJob.remove(key, before.id());
            byCluster.computeIfPresent(key.cluster(), (cluster, there) -> {
                there.remove(before.id());
                return there.isEmpty() ? null : there;
            });
        }
    }

    private static @Nullable JobKey keyOf(@Nullable AttemptView view) {
        @Nullable Attempt attempt = view == null ? null : view.attempt();
        return attempt == null
                ? null
                : new JobKey(attempt.cluster(), attempt.address().job());
    }

    /** What is known for an attempt of the one before it, whose row stays until its task has ended. */
    Preserved leftTo(AttemptId id) {
        return find(new AttemptId(id.task(), Math.max(1, id.number() - 1)))
                .flatMap(before -> Optional.ofNullable(before.attempt()))
                .map(before -> before.preserved().handedOn())
                .orElse(Preserved.NOTHING);
    }
}
