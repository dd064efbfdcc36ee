package io.henge.core.report;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.JobSighting.Phase;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.Clue;
import io.henge.core.decide.Fate;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.Mark;
import io.henge.core.decide.Policies;
import io.henge.core.failover.Disposition;
import io.henge.core.placement.Preference;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What readers may know of one attempt.
 *
 * @param attempt its row, null while the task waits for a cluster
 * @param purgeDebt whether it is over, but its Job not confirmed gone
 * @param pod the name of the attempt's pod, while one is seen
 */
public record AttemptReport(
        AttemptId id,
        Demand demand,
        boolean released,
        boolean purgeDebt,
        @Nullable Attempt attempt,
        @Nullable String pod,
        Progress progress) {
    /**
     * What Druid has handed over.
     *
     * @param preference what it asks of a cluster
     */
    public record Demand(TaskTraits traits, Instant acceptedAt, Preference preference) {}

    /**
     * How far it has come.
     *
     * @param since when the state was entered, by this Overlord's clock
     * @param why what holds the task where it is, or how it ended, in words
     */
    public record Progress(
            State state, Instant since, @Nullable String why) {}

    /** Where a task stands, as far as it can be seen now. */
    public enum State {
        /** It belongs to no cluster yet. */
        WAITING,
        /** It has a cluster; the cluster does not show its Job yet. */
        PLACED,
        /** The Job is there, its pod does not run yet. */
        PENDING,
        /** The Job is there and suspended: it has no pod until somebody lifts that. */
        SUSPENDED,
        RUNNING,
        /** The outcome is recorded; the Job is about to be cleaned up. */
        ENDED,
        /** Its right to act has ended; its Job is being deleted, or gone. */
        FENCED,
        /** Its cluster cannot be observed: nobody knows whether it runs. */
        LIMBO
    }

    public TaskId task() {
        return id.task();
    }

    public State state() {
        return progress.state();
    }

    /**
     * Whether the task has not begun to run, as far as is known, when this is its newest attempt. A fenced attempt without
     * a next one is such: an earlier term fenced it, and only a task that is pending is handed over by Druid again.
     */
    public boolean isPending() {
        return switch (state()) {
            case WAITING, PLACED, PENDING, SUSPENDED, FENCED -> true;
            case LIMBO -> attempt == null || attempt.location() == null;
            case RUNNING, ENDED -> false;
        };
    }

    /** Whether the task runs, as far as is known, when this is its newest attempt. */
    public boolean isRunning() {
        return !isPending() && state() != State.ENDED;
    }

    /** What can be said of a task now; {@code since} stays while the state does. */
    public static AttemptReport of(
            AttemptView view, FleetSnapshot fleet, Policies policies, @Nullable AttemptReport before, Instant now) {
        @Nullable Attempt attempt = view.attempt();
        Optional<JobSighting> sighting =
                attempt == null ? Optional.empty() : fleet.look(attempt).sighting();
        State state = stateOf(view, fleet, sighting);
        return new AttemptReport(
                view.id(),
                new Demand(view.traits(), view.acceptedAt(), view.preference()),
                view.has(Mark.RELEASED),
                attempt != null && !view.isPlaced() && !view.has(Mark.PURGED),
                attempt,
                sighting.map(JobSighting::pod).orElse(null),
                new Progress(
                        state,
                        before != null && before.state() == state
                                ? before.progress().since()
                                : now,
                        whyOf(view, fleet, policies, sighting)));
    }

    private static State stateOf(AttemptView task, FleetSnapshot fleet, Optional<JobSighting> sighting) {
        @Nullable Attempt attempt = task.attempt();
        if (attempt == null) {
            return State.WAITING;
        }
        if (attempt.state() != AttemptState.PLACED) {
            return attempt.state() == AttemptState.ENDED ? State.ENDED : State.FENCED;
        }
        if (!fleet.isWell(attempt)) {
            return State.LIMBO;
        }
        if (sighting.isEmpty()) {
            return State.PLACED;
        }
        if (sighting.get().phase() != Phase.PENDING) {
            return State.RUNNING;
        }
        return sighting.get().isSuspended() ? State.SUSPENDED : State.PENDING;
    }

    private static @Nullable String whyOf(
            AttemptView view, FleetSnapshot fleet, Policies policies, Optional<JobSighting> sighting) {
        @Nullable Attempt attempt = view.attempt();
        if (attempt != null && attempt.outcome() != null) {
            return attempt.outcome().message();
        }
        if (attempt != null && attempt.reason() != null) {
            return attempt.reason();
        }
        if (view.has(Mark.UNSETTLED)) {
            return "Druid's own runner may have launched it: waiting until every cluster has been searched for its Job";
        }
        if (attempt == null && view.withdrawal() != null) {
            return view.withdrawal().why();
        }
        if (attempt == null && view.has(Mark.UNASKED)) {
            return "What it asks of a cluster has not been read yet since this Overlord leads";
        }
        Optional<String> known = sighting.flatMap(JobSighting::knownTrouble).map(JobSighting.StartTrouble::message);
        if (known.isPresent()) {
            return known.get();
        }
        if (view.retry().trouble() != null || attempt == null) {
            return view.retry().trouble();
        }
        @Nullable Clue clue = view.learnt().clue();
        boolean pending = sighting.isPresent() && sighting.get().phase() == Phase.PENDING;
        if (pending && clue != null && !clue.events().isEmpty()) {
            return clue.line();
        }
        return staying(view, attempt, fleet, policies)
                .or(() -> fleet.trouble(attempt))
                .or(() -> sighting.map(JobSighting::trouble).map(JobSighting.StartTrouble::message))
                .orElse(null);
    }

    /** Why it is left on a cluster that was given up. */
    private static Optional<String> staying(AttemptView view, Attempt attempt, FleetSnapshot fleet, Policies policies) {
        return fleet.known(attempt)
                .flatMap(facts -> Fate.of(view, facts, policies))
                .filter(fate -> fate.disposition() == Disposition.HOLD)
                .map(fate -> fate.whyItStays(view.traits()));
    }
}
