package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.decide.Action;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.FollowUps;
import io.henge.core.decide.Mark;
import io.henge.core.decide.Results;
import io.henge.core.decide.Verdict;
import io.henge.core.decide.Withdrawal;
import io.henge.core.health.CallHealth;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.placement.Asked;
import io.henge.core.placement.Pressure;
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

    /** How calls to the clusters end; one of which nothing is known has had none. */
    private final TreeMap<ClusterName, CallHealth> calls = new TreeMap<>();

    /** When a call to each cluster was last answered as it should be, if one was. */
    private final TreeMap<ClusterName, Instant> answered = new TreeMap<>();

    /** Where pods find no room, or lately found none. */
    private final TreeMap<ClusterName, Pressure> pressures = new TreeMap<>();

    private final Requests requests = new Requests();
    private final LogEnds logEnds = new LogEnds();

    /** The word that no attempt is placed anywhere, as far as it is durable; null where there is none. */
    private ClusterRecord.@Nullable Declaration pause;

    LoopState(Milestones milestones) {
        this.table = new AttemptTable(milestones);
    }

    AttemptTable table() {
        return table;
    }

    LogEnds logEnds() {
        return logEnds;
    }

    Requests requests() {
        return requests;
    }

    ClusterRecord.@Nullable Declaration pause() {
        return pause;
    }

    /** Placement is paused, or by null goes on. */
    Collection<AttemptId> paused(ClusterRecord.@Nullable Declaration word) {
        pause = word;
        return List.of();
    }

    Map<TaskId, TaskTraits> suspects() {
        return suspects;
    }

    CallHealth calls(ClusterName cluster, Instant now) {
        return calls.getOrDefault(cluster, CallHealth.well(now));
    }

    /** A call that changes the cluster was answered; one that was refused for what it asked for was answered too. */
    void called(ClusterName cluster, Optional<ApiFailure> failure, Instant now) {
        CallHealth before = calls(cluster, now);
        boolean bad = failure.isPresent() && failure.get().isTheClusters();
        calls.put(cluster, bad ? before.failed(failure.get(), now) : before.succeeded(now));
        if (!bad) {
            answered.put(cluster, now);
        }
    }

    /** When a call to it was last answered as it should be; null where none was. */
    @Nullable
    Instant answered(ClusterName cluster) {
        return answered.get(cluster);
    }

    /** The cluster is reached in another way from now on, or not at all: how calls ended says nothing any more. */
    void forget(ClusterName cluster) {
        calls.remove(cluster);
        answered.remove(cluster);
    }

    /** The cluster's watches are well. What is over and waits because calls to it have failed need wait no longer. */
    void looked(ClusterName cluster, Instant now) {
        @Nullable CallHealth before = calls.get(cluster);
        if (before == null || before.trouble() == null) {
            return;
        }
        calls.put(cluster, before.looked(now));
        for (AttemptId id : table.on(cluster)) {
            table.find(id)
                    .filter(view -> !view.isPlaced() && view.retry().trouble() != null)
                    .ifPresent(view -> table.put(view.atOnce()));
        }
    }

    /** That pods find no room there; null while nothing is known of that. */
    @Nullable
    Pressure pressure(ClusterName cluster) {
        return pressures.get(cluster);
    }

    /**
     * Changes an attempt to what a look at its cluster tells of it; gives whether the cluster may be given more from now on
     * than before.
     */
    boolean observed(AttemptView before, AttemptView after, Instant now) {
        table.put(after);
        @Nullable Attempt attempt = after.attempt();
        if (attempt == null) {
            return false;
        }
        @Nullable Pressure known = pressures.get(attempt.cluster());
        if (after.isRoomless()) {
            pressures.put(attempt.cluster(), Pressure.refused(known, after.held(), now));
            return false;
        }
        if (known == null || !after.has(Mark.STARTED) || before.has(Mark.STARTED)) {
            return false;
        }
        // What had its node before says nothing of the room that there is since.
        boolean news = before.has(Mark.ROOMLESS) || attempt.placedAt().isAfter(known.seenAt());
        return news && eased(attempt.cluster(), known, after.held());
    }

    private boolean eased(ClusterName cluster, Pressure before, Resources started) {
        @Nullable Pressure after = before.started(started);
        if (after == null) {
            pressures.remove(cluster);
        } else {
            pressures.put(cluster, after);
        }
        return !before.equals(after);
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

    /** Takes note of a cluster's record; gives the attempts that are there, if it says something new for them. */
    Collection<AttemptId> recorded(ClusterRecord record) {
        @Nullable ClusterRecord before = records.put(record.name(), record);
        return before != null && record.isAsBefore(before) ? List.of() : table.on(record.name());
    }

    Collection<AttemptId> restored(Attempt row, Instant now) {
        AttemptView view = AttemptView.restored(row, now);
        table.put(
                table.newest(row.task()).map(before -> view.after(before, now)).orElse(view));
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

    /**
     * Druid asks for a task to be run, or asks again, where its own store failed in between, or because it asks a new leader
     * for all.
     *
     * @param asked what it asks of a cluster, as far as is known
     */
    Collection<AttemptId> accepted(TaskId task, TaskTraits traits, Asked asked, Instant now, TaskListener listener) {
        Optional<AttemptView> newest = table.newest(task);
        List<AttemptView> before = table.of(task);
        before.forEach(view -> table.put(askedAgain(view, listener).asking(asked)));
        if (newest.isEmpty()) {
            AttemptView view =
                    AttemptView.accepted(AttemptId.first(task), traits, now).asking(asked);
            Optional<Withdrawal> late = FollowUps.supersession(
                    traits, Optional.ofNullable(traits.parent()).flatMap(parent -> table.newest(parent.task())));
            view = late.isPresent() ? view.told(late.get()) : view;
            table.put(suspects.containsKey(task) ? view.with(Mark.UNSETTLED) : view);
        } else if (newest.get().isFenced()) {
            table.change(newest.get().id(), view -> view.with(Mark.UNFOLLOWED));
        }
        return table.of(task).stream()
                .filter(view -> !before.contains(view))
                .map(AttemptView::id)
                .toList();
    }

    /**
     * What tasks ask of a cluster is known anew. One that has a cluster already, or is being given one, keeps it; what it asks
     * for counts when it has to go elsewhere.
     */
    Collection<AttemptId> asked(Map<TaskId, Asked> tasks) {
        List<AttemptId> changed = new ArrayList<>();
        tasks.forEach((task, anew) -> table.newest(task).ifPresent(view -> {
            AttemptView asking = view.askingAnew(anew);
            if (!asking.equals(view)) {
                table.put(asking);
                changed.add(view.id());
            }
        }));
        return changed;
    }

    private static AttemptView askedAgain(AttemptView view, TaskListener listener) {
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

    /** The row says how the attempt has ended. */
    Collection<AttemptId> ended(Attempt row) {
        Optional<AttemptView> before = table.find(row.id());
        table.change(row.id(), view -> view.withAttempt(row).done());
        before.flatMap(view -> Optional.ofNullable(view.withdrawal()))
                .flatMap(word -> Optional.ofNullable(word.request()))
                .ifPresent(request -> requests.answer(
                        request,
                        Verdict.refused(Verdict.Kind.CONFLICT, "Task[" + row.task() + "] ended before it was moved")));
        return List.of(row.id());
    }

    /** The row is gone of an attempt whose cluster certainly has made no Job. */
    Collection<AttemptId> takenBack(Attempt row, String why, Instant now) {
        Optional<AttemptView> before = table.find(row.id());
        table.change(row.id(), view -> view.takenBack(row.cluster(), why, now));
        before.flatMap(view -> Optional.ofNullable(view.withdrawal())).ifPresent(word -> requests.keep(word.request()));
        return List.of(row.id());
    }

    /** The row says that an attempt's right has ended by a word. */
    Collection<AttemptId> taken(Attempt row) {
        AttemptView before = table.find(row.id()).orElseThrow();
        table.put(Results.taken(before, row));
        requests.keep(before.withdrawal() == null ? null : before.withdrawal().request());
        return List.of(row.id());
    }

    /** What follows from that: its task goes on as a next attempt, and its sub-tasks are taken away. */
    Collection<AttemptId> followed(Action.FollowUp action, Instant now) {
        List<AttemptId> changed = new ArrayList<>(action.family());
        changed.add(action.id());
        AttemptView after =
                table.find(action.id()).orElseThrow().without(Mark.UNFOLLOWED).done();
        table.put(after);
        if (action.again()) {
            AttemptView next = AttemptView.next(after, now);
            table.put(action.failure() == null ? next : next.told(Withdrawal.following(action.failure())));
            changed.add(next.id());
        }
        action.family().forEach(member -> table.change(member, view -> view.told(Withdrawal.following(action.why()))));
        return changed;
    }
}
