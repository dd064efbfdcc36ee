package io.henge.testkit.simulator;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.failover.Disposition;
import io.henge.testkit.fleet.SimulatedFleet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Which attempts were gone, Job and pod, at some moment since they were fenced. What appears again later, such as a create
 * that was held up on its way, is held off by the fence.
 */
final class Succession {
    private final SimulatedFleet fleet;
    private final Set<AttemptId> gone = new HashSet<>();

    Succession(SimulatedFleet fleet) {
        this.fleet = fleet;
    }

    /** After each step. */
    void look(Collection<Attempt> rows) {
        Set<AttemptId> present = new HashSet<>(fleet.present());
        rows.stream()
                .filter(row -> row.state() == AttemptState.FENCED && !present.contains(row.id()))
                .forEach(row -> gone.add(row.id()));
    }

    /** Whether the attempt may not be launched, since one before it may still run and its task is not run beside itself. */
    boolean forbids(Attempt attempt) {
        return Disposition.of(attempt.traits()) != Disposition.RELAUNCH
                && fleet.ledger().peek().stream()
                        .map(Attempt::id)
                        .filter(id -> id.task().equals(attempt.task())
                                && id.number() < attempt.id().number())
                        .anyMatch(id -> !gone.contains(id) && fleet.present().contains(id));
    }
}
