package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.Mark;
import io.henge.core.decide.Withdrawal;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.port.TaskListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the loop knows, and what happens to it when Druid, a person or the ledger says something. Only the loop's thread
 * may use it. The methods give the attempts that they changed.
 */
final class LoopState {
    private final AttemptTable table;
    private final TreeMap<ClusterName, ClusterRecord> records = new TreeMap<>();

    /** Tasks that Druid's own runner may have launched, until every cluster was searched for them. */
    private final TreeMap<TaskId, TaskTraits> suspects = new TreeMap<>();

    LoopState(Milestones milestones) {
        this.table = new AttemptTable(milestones);
    }

    AttemptTable table() {
        return table;
    }

    Map<TaskId, TaskTraits> suspects() {
        return suspects;
    }

    /** What is recorded of a cluster; one that is added after all others were searched has nothing to adopt. */
    ClusterRecord record(ClusterName cluster) {
        @Nullable ClusterRecord known = records.get(cluster);
        if (known != null) {
            return known;
        }
        boolean settled =
                records.values().stream().anyMatch(record -> record.adoption() == ClusterRecord.Adoption.SETTLED);
        ClusterRecord unknown = ClusterRecord.unknown(cluster);
        return settled ? unknown.with(ClusterRecord.Adoption.SETTLED) : unknown;
    }

    /** Takes note of a cluster's record; gives the attempts that are there. */
    Collection<AttemptId> recorded(ClusterRecord record) {
        records.put(record.name(), record);
        return table.on(record.name());
    }

    Collection<AttemptId> restored(Attempt row, Instant now) {
        table.put(AttemptView.restored(row, now));
        return List.of(row.id());
    }

    /** A row was made of a Job that Druid's own runner had left. */
    Collection<AttemptId> adopted(Attempt row, Instant now) {
        AttemptView view = table.find(row.id())
                .map(known -> known.without(Mark.UNSETTLED).withAttempt(row).with(Mark.RESTORED))
                .orElseGet(() -> AttemptView.restored(row, now));
        table.put(view);
        suspects.remove(row.task());
        return List.of(row.id());
    }

    /** Whether a task waits until it is known whether Druid's own runner launched it. */
    boolean hasUnsettled() {
        return suspects.keySet().stream().anyMatch(task -> unsettled(task).isPresent());
    }

    /**
     * The clusters that were not searched are lost: what still waits may run there. It goes on as a second attempt, which
     * shares neither the Job's name nor the storage root with the first, and before which the first has to yield.
     */
    Collection<AttemptId> presumedLost() {
        List<AttemptId> changed = new ArrayList<>();
        for (TaskId task : List.copyOf(suspects.keySet())) {
            unsettled(task).ifPresent(view -> {
                AttemptView first = view.without(Mark.UNSETTLED);
                table.put(first);
                changed.add(first.id());
                if (first.isWaiting()) {
                    table.remove(first.id());
                    AttemptView second = AttemptView.second(first);
                    table.put(second);
                    changed.add(second.id());
                }
                suspects.remove(task);
            });
        }
        return changed;
    }

    private Optional<AttemptView> unsettled(TaskId task) {
        return table.newest(task).filter(view -> view.has(Mark.UNSETTLED));
    }

    /** Every cluster has been searched: what still waits was never launched. */
    Collection<AttemptId> settled() {
        suspects.clear();
        List<AttemptView> waited =
                table.all().stream().filter(view -> view.has(Mark.UNSETTLED)).toList();
        waited.forEach(view -> table.put(view.without(Mark.UNSETTLED)));
        return waited.stream().map(AttemptView::id).toList();
    }

    /** Druid asks for a task to be run, or asks again where its own store failed in between. */
    Collection<AttemptId> accepted(TaskId task, TaskTraits traits, Instant now, TaskListener listener) {
        Optional<AttemptView> newest = table.newest(task);
        table.of(task).forEach(view -> table.put(asked(view, listener)));
        if (newest.isEmpty()) {
            AttemptView view = AttemptView.accepted(AttemptId.first(task), traits, now);
            Optional<Withdrawal> late = supersession(traits);
            view = late.isPresent() ? view.told(late.get()) : view;
            table.put(suspects.containsKey(task) ? view.with(Mark.UNSETTLED) : view);
        } else if (isFenced(newest.get())) {
            table.put(AttemptView.next(newest.get(), now));
        }
        return table.of(task).stream().map(AttemptView::id).toList();
    }

    private static AttemptView asked(AttemptView view, TaskListener listener) {
        if (!view.has(Mark.RELEASED)) {
            return view;
        }
        if (view.attempt() != null && view.attempt().outcome() != null) {
            listener.ended(view.task(), view.attempt().outcome());
        }
        return view.without(Mark.RELEASED).without(Mark.STORED);
    }

    /** The outcome counts if it comes from the newest attempt and that has none yet. */
    Collection<AttemptId> reported(TaskId task, Token token, Outcome outcome) {
        Optional<AttemptView> from = table.newest(task)
                .filter(view -> view.attempt() != null && view.attempt().token().equals(token));
        from.ifPresent(view -> table.put(view.withReported(outcome)));
        return from.map(AttemptView::id).map(List::of).orElse(List.of());
    }

    Collection<AttemptId> released(TaskId task) {
        List<AttemptView> all = table.of(task);
        all.forEach(view -> table.put(view.released()));
        return all.stream().map(AttemptView::id).toList();
    }

    /** The row says that an attempt's right has ended by a word: its task goes on as a next attempt, or is over. */
    Collection<AttemptId> taken(Attempt row, Instant now) {
        List<AttemptId> changed = new ArrayList<>(List.of(row.id()));
        AttemptView before = table.find(row.id()).orElseThrow();
        AttemptView after = before.withAttempt(row).with(Mark.CUT_SHORT).done();
        table.put(after);
        if (isFenced(after) && !after.has(Mark.RELEASED)) {
            AttemptView next = AttemptView.next(after, now);
            table.put(next);
            changed.add(next.id());
        }
        for (AttemptView member : familyOf(after)) {
            table.put(member.told(Withdrawal.following("Its parent's attempt[" + row.id() + "] was taken from cluster["
                    + row.cluster() + "]: " + (row.reason() == null ? "the task has ended" : row.reason()))));
            changed.add(member.id());
        }
        if (before.word() != null) {
            before.word().carriedOut().run();
        }
        return changed;
    }

    /** The sub-tasks of an attempt that have not ended; where a sub-task's parent is not known, its group tells. */
    List<AttemptView> familyOf(AttemptView parent) {
        return table.subTasksOf(parent).stream()
                .filter(view -> view.attempt() == null || view.attempt().state() == AttemptState.PLACED)
                .filter(view -> !view.task().equals(parent.task()))
                .toList();
    }

    /** That a task's parent has gone on as another attempt before the task was heard of. */
    private Optional<Withdrawal> supersession(TaskTraits traits) {
        @Nullable AttemptId parent = traits.parent();
        if (parent == null) {
            return Optional.empty();
        }
        return table.newest(parent.task())
                .filter(view -> view.id().number() > parent.number() || isFenced(view))
                .map(view ->
                        Withdrawal.following("Its parent's attempt[" + parent + "] is not the present one any more"));
    }

    private static boolean isFenced(AttemptView view) {
        return view.attempt() != null && view.attempt().state() == AttemptState.FENCED;
    }
}
