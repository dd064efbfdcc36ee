package io.henge.testkit.simulator;

import static io.henge.testkit.simulator.Violation.unless;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
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

    /** The newest attempt of each task whose process has done something. */
    private final Map<TaskId, AttemptId> newest = new HashMap<>();

    private final Map<ClusterName, Set<AttemptId>> launched = new HashMap<>();

    /** Of which a person has said that nothing of them runs any more. */
    private final Set<AttemptId> declaredGone = new HashSet<>();

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
        AttemptId now = attempt.id();
        AttemptId last = newest.merge(now.task(), now, (known, one) -> one.number() > known.number() ? one : known);
        unless(
                last.number() <= now.number() || declaredGone.contains(now),
                Invariant.EXCLUSIVE_PROCESSES,
                () -> "a process of " + now + " runs on " + attempt.cluster() + " beside one of " + last);
    }
}
