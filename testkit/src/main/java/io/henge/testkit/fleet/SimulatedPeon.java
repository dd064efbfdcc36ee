package io.henge.testkit.fleet;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.fence.Claim;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.PodProcess;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A peon as an Overlord meets it: it asks for its lock, works, waits for its sub-tasks, publishes, reports, leaves a status
 * in deep storage and ends. An action that fails is tried again for some minutes; one that is refused ends it at once.
 */
final class SimulatedPeon implements PodProcess {
    private static final int TRIES_MAX = 13;
    private static final int PAUSE_SECONDS_MAX = 30;
    private static final int ANSWER_SECONDS_MAX = 15;

    private enum Stage {
        LOCKS,
        WORKS,
        AWAITS_SUB_TASKS,
        PUBLISHES,
        REPORTS,
        LEAVES_STATUS,
        ENDS
    }

    /** What a peon has around it. */
    interface Surroundings {
        void send(Attempt from, PeonAction action);

        /** How a task has ended by Druid's record; empty before. */
        Optional<Outcome> statusOf(TaskId task);

        void leaveStatus(TaskId task, Outcome outcome);

        /** A new sub-task that does what the script says. */
        PeonAction.SubTask subTask(TaskScript script);

        void gaveUp(Attempt attempt);
    }

    private final Attempt attempt;
    private final TaskScript script;
    private final Surroundings surroundings;
    private final Claim claim;
    private final SubTasks subTasks;
    private final Optional<SimulatedLease> lease;

    private Stage stage = Stage.LOCKS;
    private Outcome result = Outcome.success(1_000);
    private int secondsWorked;

    private @Nullable PeonAction asked;
    private int secondsToWait;
    private int failures;

    SimulatedPeon(Attempt attempt, TaskScript script, Surroundings surroundings, Optional<SimulatedLease> lease) {
        this.attempt = attempt;
        this.script = script;
        this.surroundings = surroundings;
        this.claim = new Claim(attempt.id(), attempt.token());
        this.subTasks = new SubTasks(attempt, script, surroundings);
        this.lease = lease;
    }

    @Override
    public @Nullable String step() {
        Optional<String> stopped = lease.flatMap(SimulatedLease::step);
        if (stopped.isPresent()) {
            return stopped.get();
        }
        return lease.filter(held -> !held.hasBegun()).isPresent() ? null : act();
    }

    private @Nullable String act() {
        return switch (stage) {
            case LOCKS -> ask(() -> PeonAction.lock(claim), Stage.WORKS);
            case WORKS -> work();
            case AWAITS_SUB_TASKS -> awaitSubTasks();
            case PUBLISHES ->
                script.publishes()
                        ? ask(() -> PeonAction.publish(claim, List.of(attempt.id() + "/segment")), Stage.REPORTS)
                        : goOn(Stage.REPORTS);
            case REPORTS ->
                script.peon() == Peon.REPORTS
                        ? ask(() -> PeonAction.report(claim, result), Stage.LEAVES_STATUS)
                        : goOn(Stage.LEAVES_STATUS);
            case LEAVES_STATUS -> leaveStatus();
            case ENDS -> result.succeeded() ? JobScript.ENDS_WELL.exit() : JobScript.ENDS_BADLY.exit();
        };
    }

    private @Nullable String goOn(Stage next) {
        stage = next;
        return null;
    }

    private @Nullable String work() {
        if (secondsWorked++ < script.seconds() || script.job() == JobScript.RUNS) {
            return null;
        }
        return script.job() == JobScript.ENDS_WELL
                ? goOn(Stage.AWAITS_SUB_TASKS)
                : script.job().exit();
    }

    private @Nullable String awaitSubTasks() {
        Optional<PeonAction.SubTask> next = subTasks.toSubmit();
        if (next.isPresent()) {
            return ask(() -> PeonAction.submit(claim, next.get()), Stage.AWAITS_SUB_TASKS);
        }
        if (subTasks.haveFailed()) {
            surroundings.gaveUp(attempt);
            result = Outcome.failure("A sub-task failed too often");
            return goOn(Stage.REPORTS);
        }
        return subTasks.areDone() ? goOn(Stage.PUBLISHES) : null;
    }

    private @Nullable String leaveStatus() {
        if (script.peon() != Peon.SILENT) {
            surroundings.leaveStatus(attempt.task(), result);
        }
        return goOn(Stage.ENDS);
    }

    /** Sends a request, waits for its answer, and goes on to the next stage, tries again or ends. */
    private @Nullable String ask(Supplier<PeonAction> request, Stage next) {
        if (asked == null) {
            return secondsToWait-- > 0 ? null : send(request.get());
        }
        return switch (asked.ticket().answer()) {
            case NONE_YET -> secondsToWait-- > 0 ? null : tryAgain();
            case DONE -> done(asked, next);
            case REFUSED -> "exit code 1: its actions are refused";
            case FAILED -> tryAgain();
        };
    }

    private @Nullable String send(PeonAction action) {
        asked = action;
        secondsToWait = ANSWER_SECONDS_MAX;
        surroundings.send(attempt, action);
        return null;
    }

    private @Nullable String done(PeonAction action, Stage next) {
        asked = null;
        failures = 0;
        secondsToWait = 0;
        if (action.subTask() != null) {
            subTasks.submitted(action.subTask());
        }
        return goOn(next);
    }

    private @Nullable String tryAgain() {
        asked = null;
        secondsToWait = Math.min(PAUSE_SECONDS_MAX, 1 << failures);
        if (++failures < TRIES_MAX) {
            return null;
        }
        surroundings.gaveUp(attempt);
        failures = 0;
        return stage == Stage.REPORTS ? goOn(Stage.LEAVES_STATUS) : "exit code 1: no Overlord answers";
    }
}
