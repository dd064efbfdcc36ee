package io.henge.core.report;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.decide.WaitingQueue;
import io.henge.core.health.WatchHealth;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.placement.Choices;
import io.henge.core.placement.Preference;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * All attempts as the loop's last turn left them: one immutable value for all readers, which shares all but what a turn
 * has changed with the one before.
 *
 * @param pending the tasks that do not run yet
 * @param running the tasks that run, as far as is known
 * @param clusters in the order of their names
 * @param suspects tasks that a cluster which was not searched yet may run, without an attempt so far
 * @param choices what was left for those that have no cluster
 * @param pause the word that no attempt is placed anywhere, null where there is none
 */
public record LoopSnapshot(
        PSortedMap<AttemptId, AttemptReport> attempts,
        PSortedSet<TaskId> pending,
        PSortedSet<TaskId> running,
        List<ClusterReport> clusters,
        Set<TaskId> suspects,
        Choices choices,
        ClusterRecord.@Nullable Declaration pause) {
    public static final LoopSnapshot EMPTY =
            new LoopSnapshot(TreePMap.empty(), TreePSet.empty(), TreePSet.empty(), List.of(), Set.of(), Choices.NONE);

    private static final Comparator<AttemptReport> FIRST_COME = WaitingQueue.order(
            report -> report.demand().traits(), report -> report.demand().acceptedAt(), AttemptReport::id);

    /** While attempts are placed. */
    public LoopSnapshot(
            PSortedMap<AttemptId, AttemptReport> attempts,
            PSortedSet<TaskId> pending,
            PSortedSet<TaskId> running,
            List<ClusterReport> clusters,
            Set<TaskId> suspects,
            Choices choices) {
        this(attempts, pending, running, clusters, suspects, choices, null);
    }

    public LoopSnapshot {
        clusters = List.copyOf(clusters);
        suspects = Set.copyOf(suspects);
    }

    /** All attempts of a task, the oldest first. */
    public List<AttemptReport> of(TaskId task) {
        return List.copyOf(
                attempts.subMap(AttemptId.first(task), true, last(task), true).values());
    }

    /** The newest attempt of a task. */
    public Optional<AttemptReport> find(TaskId task) {
        return newest(attempts, task);
    }

    /** The newest attempt of a task among those. */
    public static Optional<AttemptReport> newest(PSortedMap<AttemptId, AttemptReport> attempts, TaskId task) {
        return Optional.ofNullable(attempts.floorEntry(last(task)))
                .map(Map.Entry::getValue)
                .filter(report -> report.task().equals(task));
    }

    /** Whether a cluster has an attempt of the task, or may have one. */
    public boolean mayHave(TaskId task) {
        return find(task).isPresent() || suspects.contains(task);
    }

    /** What holds the task where it is, or how it ended, in words; null where nothing does. */
    public @Nullable String why(AttemptReport report) {
        return why(report, choices::whyNone);
    }

    /**
     * The same for whoever asks of very many.
     *
     * @param whyNone what {@link Choices#whyNone} says, which takes its time
     */
    public @Nullable String why(AttemptReport report, Function<Preference, Optional<String>> whyNone) {
        @Nullable
        String general = report.state() == AttemptReport.State.WAITING
                ? whyNone.apply(report.demand().preference()).orElse(null)
                : null;
        if (report.progress().why() == null || general == null) {
            return report.progress().why() == null ? general : report.progress().why();
        }
        return report.progress().why() + "; " + general;
    }

    /** The places of all clusters; {@code before} where none is known yet. */
    public Slots slots(Slots before) {
        return clusters.isEmpty()
                ? before
                : Slots.of(
                        choices,
                        clusters.stream()
                                .filter(cluster -> cluster.trouble() != null
                                        && !cluster.trouble().equals(WatchHealth.NOT_LISTED))
                                .map(ClusterReport::name)
                                .collect(Collectors.toSet()));
    }

    /** Where the task of that report would go now; goes through all that wait, once. */
    public Explanation explain(AttemptReport report) {
        Explanation.@Nullable Queue queue = report.state() == AttemptReport.State.WAITING ? queueOf(report) : null;
        return Explanation.of(choices, report.demand().preference(), queue);
    }

    /** Where a task would go that asks for this. */
    public Explanation explain(Preference preference) {
        return Explanation.of(choices, preference, null);
    }

    private Explanation.Queue queueOf(AttemptReport report) {
        int before = 0;
        int length = 0;
        for (TaskId task : pending) {
            Optional<AttemptReport> other = find(task).filter(one -> one.state() == AttemptReport.State.WAITING);
            if (other.isPresent()) {
                length++;
                before += FIRST_COME.compare(other.get(), report) < 0 ? 1 : 0;
            }
        }
        return new Explanation.Queue(before + 1, length);
    }

    private static AttemptId last(TaskId task) {
        return new AttemptId(task, Integer.MAX_VALUE);
    }
}
