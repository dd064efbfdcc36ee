package io.henge.core.report;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.JobSighting.Phase;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.Mark;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What readers may know of one attempt.
 *
 * @param attempt its row, null while the task waits for a cluster
 * @param purgeDebt whether it is over, but its Job not confirmed gone
 * @param pod the name of the attempt's pod, while one is seen
 * @param since when the state was entered, by this Overlord's clock
 * @param why what holds the task where it is, or how it ended, in words
 */
public record AttemptReport(
        AttemptId id,
        TaskTraits traits,
        Instant acceptedAt,
        boolean released,
        boolean purgeDebt,
        @Nullable Attempt attempt,
        @Nullable String pod,
        State state,
        Instant since,
        @Nullable String why) {
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

    /**
     * Whether the task has not begun to run, as far as is known, when this is its newest attempt. A fenced attempt without
     * a next one is such: an earlier term fenced it, and only a task that is pending is handed over by Druid again.
     */
    public boolean isPending() {
        return switch (state) {
            case WAITING, PLACED, PENDING, SUSPENDED, FENCED -> true;
            case LIMBO -> attempt == null || attempt.location() == null;
            case RUNNING, ENDED -> false;
        };
    }

    /** What can be said of a task now; {@code since} stays while the state does. */
    public static AttemptReport of(AttemptView task, FleetSnapshot fleet, @Nullable AttemptReport before, Instant now) {
        Optional<JobSighting> sighting = task.attempt() == null ? Optional.empty() : fleet.find(task.attempt());
        State state = stateOf(task, fleet, sighting);
        return new AttemptReport(
                task.id(),
                task.traits(),
                task.acceptedAt(),
                task.has(Mark.RELEASED),
                task.attempt() != null && task.attempt().state() != AttemptState.PLACED && !task.has(Mark.PURGED),
                task.attempt(),
                sighting.map(JobSighting::pod).orElse(null),
                state,
                before != null && before.state() == state ? before.since() : now,
                whyOf(task, fleet, sighting));
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

    private static @Nullable String whyOf(AttemptView task, FleetSnapshot fleet, Optional<JobSighting> sighting) {
        if (task.attempt() != null && task.attempt().outcome() != null) {
            return task.attempt().outcome().message();
        }
        if (task.attempt() != null && task.attempt().reason() != null) {
            return task.attempt().reason();
        }
        if (task.has(Mark.UNSETTLED)) {
            return "Druid's own runner may have launched it: waiting until every cluster has been searched for its Job";
        }
        Optional<String> known = sighting.flatMap(JobSighting::knownTrouble).map(JobSighting.StartTrouble::message);
        if (known.isPresent()) {
            return known.get();
        }
        if (task.retry().trouble() != null || task.attempt() == null) {
            return task.retry().trouble();
        }
        boolean pending = sighting.isPresent() && sighting.get().phase() == Phase.PENDING;
        if (pending && task.clue() != null && !task.clue().events().isEmpty()) {
            return task.clue().line();
        }
        return fleet.trouble(task.attempt())
                .or(() -> sighting.map(JobSighting::trouble).map(JobSighting.StartTrouble::message))
                .orElse(null);
    }
}
