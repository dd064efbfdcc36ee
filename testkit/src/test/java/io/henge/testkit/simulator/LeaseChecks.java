package io.henge.testkit.simulator;

import static io.henge.testkit.simulator.Violation.unless;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.Token;
import io.henge.core.failover.Disposition;
import io.henge.core.failover.FailoverPolicy;
import io.henge.core.failover.PurgeMode;
import io.henge.core.placement.Asked;
import io.henge.testkit.fleet.SimulatedFleet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Draws which tasks are taken directly, in one of a few worlds, and looks whether two processes of one run at once. */
final class LeaseChecks {
    private static final int WORLDS_OF = 3;
    private static final FailoverPolicy DIRECTLY =
            new FailoverPolicy(null, PurgeMode.DIRECTLY, FailoverPolicy.Patience.USUAL, null, List.of());

    private final SimulatedFleet fleet;
    private final boolean drawn;
    private final long salt;

    /** Tasks that are taken directly whatever would be drawn. */
    private final Set<TaskId> always = new HashSet<>();

    /** The process of each task that has done something last. */
    private final Map<TaskId, Holder> newest = new HashMap<>();

    /** Those after which another one of their task has done something. */
    private final Set<Holder> over = new HashSet<>();

    private final Map<ClusterName, Set<AttemptId>> launched = new HashMap<>();

    /** Of which a person has said that nothing of them runs any more. */
    private final Set<AttemptId> declaredGone = new HashSet<>();

    /** A process that holds a lease; one attempt may be placed twice where a cluster has not taken it, by another token then. */
    private record Holder(AttemptId attempt, Token token, ClusterName cluster) {}

    LeaseChecks(SimulatedFleet fleet, Random random) {
        this.fleet = fleet;
        this.drawn = random.nextInt(WORLDS_OF) == 0;
        this.salt = random.nextLong();
    }

    /** Whether this world has tasks that are taken directly. */
    boolean areDrawn() {
        return drawn;
    }

    /** Of that task no two processes may run at once. */
    void put(TaskId task) {
        always.add(task);
    }

    /** Whether no two processes of it may run at once. */
    boolean isExclusive(TaskId task) {
        return always.contains(task)
                || (drawn
                        && new Random(DrawnWorld.SPREAD * (salt + task.hashCode())).nextBoolean()
                        && Disposition.of(fleet.scriptOf(task).traits()) == Disposition.RELAUNCH
                        && fleet.scriptOf(task).traits().parent() == null);
    }

    /** What a task asks for, with that. */
    Asked asked(TaskId task, Asked otherwise) {
        return isExclusive(task) ? otherwise.failingOver(DIRECTLY) : otherwise;
    }

    /** A request for the attempt's Job is sent. */
    void launching(Attempt attempt) {
        launched.computeIfAbsent(attempt.cluster(), cluster -> new HashSet<>()).add(attempt.id());
    }

    /** After each step. */
    void look() {
        fleet.ledger().peekClusters().stream()
                .filter(record -> record.dead() != null)
                .forEach(record -> declaredGone.addAll(launched.getOrDefault(record.name(), Set.of())));
    }

    /** The process of an attempt with a lease does something. */
    void acts(Attempt attempt) {
        Holder now = new Holder(attempt.id(), attempt.token(), attempt.cluster());
        @Nullable Holder before = newest.get(now.attempt().task());
        if (now.equals(before)) {
            return;
        }
        if (before != null) {
            over.add(before);
        }
        newest.put(now.attempt().task(), now);
        unless(
                !over.contains(now) || before == null || isDeclaredGone(now) || isDeclaredGone(before),
                Invariant.EXCLUSIVE_PROCESSES,
                () -> now + " goes on beside " + before);
    }

    private boolean isDeclaredGone(Holder process) {
        return declaredGone.contains(process.attempt());
    }
}
