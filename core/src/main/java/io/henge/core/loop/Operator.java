package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.Mark;
import io.henge.core.decide.Policies;
import io.henge.core.decide.Verdict;
import io.henge.core.decide.Verdict.Consequence;
import io.henge.core.decide.Verdict.Kind;
import io.henge.core.decide.Withdrawal;
import io.henge.core.failover.Disposition;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.placement.Room;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges and begins what a person asks for: to take a task from its cluster, or to give a cluster up. A word is answered
 * when it is durable. Only the loop's thread may use it.
 */
final class Operator {
    private final LoopState state;
    private final ClusterWrites records;
    private final Policies policies;
    private final Set<ClusterName> registered;

    /** The clusters that can take attempts now. */
    private final Supplier<List<ClusterName>> placeable;

    Operator(
            LoopState state,
            ClusterWrites records,
            Policies policies,
            Set<ClusterName> registered,
            Supplier<List<ClusterName>> placeable) {
        this.state = state;
        this.records = records;
        this.policies = policies;
        this.registered = registered;
        this.placeable = placeable;
    }

    /** A request to take a task's present attempt from its cluster; {@code to} may be null for anywhere else. */
    record Move(TaskId task, @Nullable ClusterName to, String who, String why, boolean dryRun) {}

    /** A request to give a cluster up, or to take that back; {@code ifVersion} may be null for any version. */
    record Declare(
            ClusterName cluster,
            boolean dead,
            ClusterRecord.Declaration word,
            @Nullable Long ifVersion,
            boolean dryRun) {}

    List<AttemptId> move(Move move, Consumer<Verdict> answer) {
        Optional<AttemptView> newest = state.table().newest(move.task());
        Optional<Verdict> refusal = refusal(move, newest);
        if (refusal.isPresent()) {
            answer.accept(refusal.get());
            return List.of();
        }
        AttemptView view = newest.orElseThrow();
        Verdict verdict = Verdict.of(consequences(List.of(view)));
        if (move.dryRun()) {
            answer.accept(verdict);
            return List.of();
        }
        String why = "moved by " + move.who() + ": " + move.why();
        state.table().put(view.told(new Withdrawal(why, move.to(), () -> answer.accept(verdict))));
        return List.of(view.id());
    }

    private Optional<Verdict> refusal(Move move, Optional<AttemptView> newest) {
        if (newest.isEmpty()) {
            return refused(Kind.NOT_FOUND, "Task[" + move.task() + "] is not known to the runner");
        }
        AttemptView view = newest.get();
        if (view.attempt() == null || view.attempt().state() == AttemptState.FENCED) {
            return refused(Kind.CONFLICT, "Task[" + move.task() + "] waits for a cluster already");
        }
        if (view.attempt().state() == AttemptState.ENDED || view.has(Mark.RELEASED)) {
            return refused(Kind.CONFLICT, "Task[" + move.task() + "] has ended");
        }
        if (view.word() != null) {
            return refused(
                    Kind.CONFLICT,
                    "Task[" + move.task() + "] is being moved already: "
                            + view.word().why());
        }
        if (Disposition.of(view.traits()) == Disposition.HOLD) {
            return refused(
                    Kind.INVALID,
                    "Task[" + move.task() + "] of type[" + view.traits().type()
                            + "] is never moved: what it does outside of Druid's locks cannot be taken back."
                            + " Let it end, or shut it down");
        }
        return refusalOfTarget(move, view.attempt().cluster());
    }

    private Optional<Verdict> refusalOfTarget(Move move, ClusterName from) {
        List<ClusterName> others = placeable.get().stream()
                .filter(cluster -> !cluster.equals(from))
                .toList();
        if (move.to() == null) {
            return refusalOfAny(others, from);
        }
        if (!registered.contains(move.to())) {
            return refused(Kind.INVALID, "to[" + move.to() + "] is none of the clusters" + registered);
        }
        if (move.to().equals(from)) {
            return refused(Kind.INVALID, "Task[" + move.task() + "] is on cluster[" + from + "] already");
        }
        if (!others.contains(move.to())) {
            return refused(Kind.CONFLICT, "Cluster[" + move.to() + "] can take no task now");
        }
        Room room = roomOn(move.to());
        return room.isFull() ? refused(Kind.CONFLICT, room.words()) : Optional.empty();
    }

    private Optional<Verdict> refusalOfAny(List<ClusterName> others, ClusterName from) {
        if (others.isEmpty()) {
            return refused(Kind.CONFLICT, "No cluster but [" + from + "] can take a task now");
        }
        List<Room> rooms = others.stream().map(this::roomOn).toList();
        return rooms.stream().allMatch(Room::isFull)
                ? refused(Kind.CONFLICT, rooms.stream().map(Room::words).collect(Collectors.joining("; ")))
                : Optional.empty();
    }

    private Room roomOn(ClusterName cluster) {
        return policies.sharing().room(cluster, state.table().liveOn(cluster));
    }

    List<AttemptId> declare(Declare declare, Consumer<Verdict> answer) {
        ClusterName cluster = declare.cluster();
        Optional<Verdict> refusal = refusal(declare);
        if (refusal.isPresent()) {
            answer.accept(refusal.get());
            return List.of();
        }
        List<AttemptView> there = declare.dead() ? liveOn(cluster) : List.of();
        List<Consequence> consequences = consequences(there);
        boolean relaunches = consequences.stream().anyMatch(one -> one.disposition() == Disposition.RELAUNCH);
        boolean others = placeable.get().stream().anyMatch(other -> !other.equals(cluster));
        if (relaunches && !others) {
            answer.accept(Verdict.refused(
                    Kind.CONFLICT,
                    "Cluster[" + cluster + "] has tasks to relaunch, but no other cluster can take one now"));
            return List.of();
        }
        Runnable told = () -> answer.accept(Verdict.of(consequences, state.record(cluster)));
        if (declare.dryRun()) {
            told.run();
            return List.of();
        }
        ClusterRecord.@Nullable Declaration word = declare.dead() ? declare.word() : null;
        records.change(cluster, record -> record.declaredDead(word), told);
        return List.of();
    }

    private Optional<Verdict> refusal(Declare declare) {
        ClusterName cluster = declare.cluster();
        if (!registered.contains(cluster)) {
            return refused(Kind.NOT_FOUND, "Cluster[" + cluster + "] is none of the clusters" + registered);
        }
        long version = records.version(cluster);
        return declare.ifVersion() == null || declare.ifVersion() == version
                ? Optional.empty()
                : refused(
                        Kind.CONFLICT,
                        "Cluster[" + cluster + "] has version[" + version + "], but ifVersion is ["
                                + declare.ifVersion() + "]. Look at it again");
    }

    private List<AttemptView> liveOn(ClusterName cluster) {
        return state.table().on(cluster).stream()
                .flatMap(id -> state.table().find(id).stream())
                .filter(view -> view.attempt() != null && view.attempt().state() == AttemptState.PLACED)
                .toList();
    }

    /** What becomes of the attempts, and of the sub-tasks of those that are taken away. */
    private List<Consequence> consequences(List<AttemptView> views) {
        LinkedHashMap<AttemptId, Consequence> all = new LinkedHashMap<>();
        for (AttemptView view : views) {
            Disposition disposition = disposition(view);
            if (add(all, view, disposition) && disposition != Disposition.HOLD) {
                state.familyOf(view).forEach(member -> add(all, member, Disposition.FAIL));
            }
        }
        return List.copyOf(all.values());
    }

    private Disposition disposition(AttemptView view) {
        Disposition disposition = Disposition.of(view.traits());
        return disposition == Disposition.RELAUNCH && !policies.ownStorageRoots() ? Disposition.FAIL : disposition;
    }

    private static boolean add(Map<AttemptId, Consequence> all, AttemptView view, Disposition disposition) {
        @Nullable Attempt attempt = view.attempt();
        return attempt != null
                && all.putIfAbsent(view.id(), new Consequence(view.id(), attempt.cluster(), disposition)) == null;
    }

    private static Optional<Verdict> refused(Kind kind, String message) {
        return Optional.of(Verdict.refused(kind, message));
    }
}
