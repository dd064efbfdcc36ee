package io.henge.testkit.fleet;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.TaskId;
import io.henge.core.failover.PurgeMode;
import io.henge.core.lease.Renewal;
import io.henge.core.placement.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The leases with which simulated attempts are shipped: those of tasks that are taken directly. */
final class SimulatedLeases implements SimulatedLease.Around {
    /** Longer than a cluster is silent before it is lost, so that it is the wait that tells. */
    static final Duration LENGTH = Duration.ofSeconds(40);

    private final SimulatedFleet fleet;
    private final Build build;
    private final Witness witness;
    private final Function<TaskId, Asked> asking;

    SimulatedLeases(SimulatedFleet fleet, Build build, Witness witness, Function<TaskId, Asked> asking) {
        this.fleet = fleet;
        this.build = build;
        this.witness = witness;
        this.asking = asking;
    }

    /** That of an attempt whose process begins now. */
    Optional<SimulatedLease> of(Attempt attempt) {
        return asking.apply(attempt.task()).failover().purgeMode() == PurgeMode.DIRECTLY
                ? Optional.of(new SimulatedLease(attempt, LENGTH, this))
                : Optional.empty();
    }

    @Override
    public void send(Attempt from, PeonAction action) {
        fleet.send(from, action);
    }

    @Override
    public Renewal.Board board(Attempt attempt, Duration length) {
        var registry = fleet.registry();
        return fleet.files()
                .boardOf(attempt.id(), length, () -> registry.discovery().isCut(registry.home(attempt.cluster())));
    }

    @Override
    public LongSupplier peonNanos() {
        Instant start = fleet.clock().instant();
        return build.peonNanos(
                () -> Duration.between(start, fleet.clock().instant()).toNanos());
    }

    @Override
    public void acts(Attempt attempt) {
        witness.acts(attempt);
    }
}
