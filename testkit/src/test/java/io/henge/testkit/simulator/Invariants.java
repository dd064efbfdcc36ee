package io.henge.testkit.simulator;

import static io.henge.testkit.simulator.Violation.unless;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.Token;
import io.henge.core.decide.Policies;
import io.henge.core.ledger.Publish;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.SimulatedCluster;
import io.henge.testkit.fleet.SimulatedFleet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks at one world after each step, and at each launch and report. */
final class Invariants {
    private record Telling(long epoch, TaskId task) {}

    private final SimulatedFleet fleet;
    private final Policies policies;
    private final Closures closures = new Closures();
    private final Succession succession;
    private final HealthChecks health;
    private final TreeMap<AttemptId, Attempt> rowsBefore = new TreeMap<>();
    private final Set<AttemptId> removed = new HashSet<>();

    /** The tokens of rows that were taken back. */
    private final Set<Token> takenBack = new HashSet<>();

    private final Map<Telling, Outcome> tellings = new HashMap<>();

    /** The tasks of which a row with its outcome was there when Druid was told. */
    private final TreeSet<TaskId> ended = new TreeSet<>();

    Invariants(SimulatedFleet fleet, Policies policies) {
        this.fleet = fleet;
        this.policies = policies;
        this.succession = new Succession(fleet);
        this.health = new HealthChecks(fleet);
    }

    /** After each step. */
    void check() {
        SortedMap<AttemptId, Attempt> rows = rows();
        succession.look(rows.values());
        health.look();
        checkEnds(rows);
        checkForward(rows);
        checkUnfenced(rows);
        checkPublishes();
        checkStatuses();
        checkCapacity();
        checkDeletes();
        rows.values()
                .forEach(row -> unless(
                        !closures.forbids(row),
                        Invariant.CLOSED_IS_CLOSED,
                        () -> row + " was placed where nothing may be"));
    }

    Closures closures() {
        return closures;
    }

    HealthChecks health() {
        return health;
    }

    private void checkDeletes() {
        for (SimulatedCluster cluster : fleet.registry().all()) {
            unless(
                    cluster.secondsWithoutDelete() < SimulatedCluster.CALL_SECONDS_MAX,
                    Invariant.DELETES_ARE_NOT_STARVED,
                    () -> "deletes wait for their turn on " + cluster.name() + " for " + cluster.secondsWithoutDelete()
                            + " s");
        }
    }

    private SortedMap<AttemptId, Attempt> rows() {
        TreeMap<AttemptId, Attempt> rows = new TreeMap<>();
        fleet.ledger().peek().forEach(row -> rows.put(row.id(), row));
        return rows;
    }

    private void checkEnds(SortedMap<AttemptId, Attempt> rows) {
        for (Attempt row : rows.values()) {
            unless(
                    row.state() != AttemptState.PLACED || !ended.contains(row.task()),
                    Invariant.ENDED_FOR_GOOD,
                    () -> row + " is placed, but its task has ended");
        }
    }

    private void checkForward(SortedMap<AttemptId, Attempt> rows) {
        for (Attempt before : rowsBefore.values()) {
            @Nullable Attempt after = rows.get(before.id());
            if (after == null) {
                checkRemoval(before);
            } else {
                unless(isForward(before, after), Invariant.LEDGER_GOES_FORWARD, () -> before + " became " + after);
            }
        }
        for (AttemptId id : rows.keySet()) {
            unless(
                    !removed.contains(id) && !takenBack.contains(rows.get(id).token()),
                    Invariant.LEDGER_GOES_FORWARD,
                    () -> id + " has returned");
        }
        rowsBefore.clear();
        rowsBefore.putAll(rows);
    }

    /** A row that goes while it is placed was taken back, since no Job was made of it: it may be placed again. */
    private void checkRemoval(Attempt row) {
        if (row.state() != AttemptState.PLACED) {
            removed.add(row.id());
        } else {
            unless(row.jobUid() == null, Invariant.LEDGER_GOES_FORWARD, () -> row + " was taken back with its Job");
            takenBack.add(row.token());
        }
    }

    private static boolean isForward(Attempt before, Attempt after) {
        boolean keepsEnd = before.state() == AttemptState.PLACED
                || (Objects.equals(before.outcome(), after.outcome())
                        && Objects.equals(before.reason(), after.reason()));
        boolean keepsUid = before.jobUid() == null || after.jobUid() != null;
        boolean mayBeRenamed = before.state() == AttemptState.PLACED && before.jobUid() == null;
        boolean keepsPlace = before.cluster().equals(after.cluster())
                && (mayBeRenamed || before.address().equals(after.address()))
                && before.token().equals(after.token())
                && before.epoch() == after.epoch();
        return before.state().canBecome(after.state()) && keepsEnd && keepsUid && keepsPlace;
    }

    private void checkUnfenced(SortedMap<AttemptId, Attempt> rows) {
        TreeSet<TaskId> unfenced = new TreeSet<>();
        for (Attempt row : rows.values()) {
            unless(
                    row.state() == AttemptState.FENCED || unfenced.add(row.task()),
                    Invariant.ONE_UNFENCED_ATTEMPT,
                    () -> "two attempts of " + row.task() + " have no fence: " + rows.values());
        }
        for (SimulatedCluster cluster : fleet.registry().all()) {
            for (Attempt runs : cluster.running()) {
                @Nullable Attempt row = rows.get(runs.id());
                // One that came late from before its attempt was placed again has another token: the fence holds it
                // off.
                unless(
                        row == null
                                || row.cluster().equals(cluster.name())
                                || !row.token().equals(runs.token()),
                        Invariant.ONE_UNFENCED_ATTEMPT,
                        () -> runs.id() + " runs on " + cluster.name() + ", but its row is " + row);
            }
        }
    }

    private void checkPublishes() {
        TreeSet<TaskId> published = new TreeSet<>();
        for (AttemptId attempt : fleet.store().commits()) {
            unless(
                    published.add(attempt.task()),
                    Invariant.ONE_PUBLISH,
                    () -> attempt.task() + " was published twice: "
                            + fleet.store().commits());
        }
    }

    private void checkCapacity() {
        Map<ClusterName, Long> held = fleet.placesHeld();
        unless(
                held.values().stream().mapToLong(Long::longValue).sum() <= policies.capacity(),
                Invariant.CAPACITY,
                () -> "too many attempts hold a place: " + held);
        held.forEach((cluster, count) -> unless(
                count <= policies.sharing().profile(cluster).limits().capacity(),
                Invariant.CAPACITY,
                () -> "too many attempts hold a place on " + cluster + ": " + held));
    }

    private void checkStatuses() {
        List<AttemptId> commits = fleet.store().commits();
        fleet.outcomes().forEach((task, outcome) -> {
            boolean mustBeThere = outcome.succeeded()
                    && fleet.scriptOf(task).publishes()
                    && fleet.scriptOf(task).job() == JobScript.ENDS_WELL;
            unless(
                    !mustBeThere
                            || commits.stream().anyMatch(commit -> commit.task().equals(task)),
                    Invariant.SUCCESS_IS_PUBLISHED,
                    () -> task + " has succeeded, but has published nothing");
        });
    }

    /** When an Overlord sends the request for a Job. */
    void launching(Attempt attempt) {
        SortedMap<AttemptId, Attempt> rows = rows();
        @Nullable Attempt row = rows.get(attempt.id());
        unless(
                row != null && row.state() == AttemptState.PLACED,
                Invariant.INTENT_BEFORE_LAUNCH,
                () -> attempt.id() + " is asked for, but its row is " + row);
        rows.headMap(attempt.id()).values().stream()
                .filter(earlier -> earlier.task().equals(attempt.task()))
                .forEach(earlier -> unless(
                        earlier.state() == AttemptState.FENCED,
                        Invariant.INTENT_BEFORE_LAUNCH,
                        () -> attempt.id() + " is asked for, but before it there is " + earlier));
        unless(
                !succession.forbids(attempt),
                Invariant.GONE_BEFORE_THE_NEXT,
                () -> attempt.id() + " is asked for, but what is left of an earlier one may start");
    }

    /**
     * When a runner tells Druid of an end. Only a task that was never placed has no row: its refusal may be told again in
     * other words, where Druid's store did not take the first.
     */
    void told(long epoch, TaskId task, Outcome outcome) {
        @Nullable Outcome before = tellings.putIfAbsent(new Telling(epoch, task), outcome);
        unless(
                before == null
                        || before.equals(outcome)
                        || !(before.succeeded() || outcome.succeeded() || isPlaced(task)),
                Invariant.ONE_REPORT,
                () -> task + " was told to have ended as " + before + " and as " + outcome);
        for (Attempt row : rows().values()) {
            if (row.task().equals(task) && row.state() != AttemptState.FENCED) {
                unless(
                        outcome.equals(row.outcome()),
                        Invariant.ONE_REPORT,
                        () -> task + " is told to have ended as " + outcome + ", but its row is " + row);
                ended.add(task);
            }
        }
    }

    private boolean isPlaced(TaskId task) {
        return fleet.ledger().peek().stream().anyMatch(row -> row.task().equals(task));
    }

    /** When everything has come to rest. */
    void checkAtRest() {
        fleet.loop()
                .snapshot()
                .clusters()
                .forEach(cluster -> unless(
                        cluster.attempts().purgeDebt() == 0,
                        Invariant.NO_PURGE_DEBT,
                        () -> cluster + " owes a deletion"));
        unless(fleet.present().isEmpty(), Invariant.NO_ORPHAN, () -> fleet.present() + " are left");
        unless(
                fleet.ledger().peek().isEmpty(),
                Invariant.NO_LEAKED_ROW,
                () -> fleet.ledger().peek() + " are left");
        List<Publish> publishes = fleet.ledger().peekPublishes();
        unless(publishes.isEmpty(), Invariant.NO_LEAKED_ROW, () -> publishes + " are left");
    }
}
