package io.henge.testkit.fleet;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.ledger.FailoverRecord;
import io.henge.core.port.Timings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what it is told. */
public final class RecordedTimings implements Timings {
    /** One milestone of an attempt, such as {@code started}, and the durations that were told with it. */
    public record Told(String what, AttemptId attempt, List<Duration> took) {}

    private final List<Told> tasks = new CopyOnWriteArrayList<>();
    private final List<Duration> turns = new CopyOnWriteArrayList<>();
    private final List<Integer> writes = new CopyOnWriteArrayList<>();
    private final List<FailoverRecord> failovers = new CopyOnWriteArrayList<>();

    /** The milestones in the order in which they were told. */
    public List<Told> tasks() {
        return tasks;
    }

    /** How long that had waited which each turn took in. */
    public List<Duration> turns() {
        return turns;
    }

    /** How many writes each transaction had. */
    public List<Integer> writes() {
        return writes;
    }

    /** What was failed over, in the order in which it was told. */
    public List<FailoverRecord> failovers() {
        return failovers;
    }

    @Override
    public void launched(Attempt attempt, Duration took) {
        tasks.add(new Told("launched", attempt.id(), List.of(took)));
    }

    @Override
    public void started(Attempt attempt, Duration waited, Duration startup) {
        tasks.add(new Told("started", attempt.id(), List.of(waited, startup)));
    }

    @Override
    public void ended(Attempt attempt, Duration took) {
        tasks.add(new Told("ended", attempt.id(), List.of(took)));
    }

    @Override
    public void turned(Duration waited) {
        turns.add(waited);
    }

    @Override
    public void wrote(int count, Duration took) {
        writes.add(count);
    }

    @Override
    public void failedOver(FailoverRecord failover) {
        failovers.add(failover);
    }
}
