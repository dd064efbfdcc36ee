package io.henge.core.decide;

import io.henge.core.cluster.ClusterEvent;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.JobSighting.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That an attempt's pod finds no room on its cluster: no node takes it, or a quota keeps it from being made. Only what a
 * cluster shows that can be watched counts.
 */
final class WantOfRoom {
    /** What lasts less is a scheduler at work, or a node about to be free. */
    private static final Duration SETTLES = Duration.ofSeconds(5);

    /** How often an attempt that could leave is looked at: another cluster may have got room. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private WantOfRoom() {}

    /** Why the pod has no room, in words; empty if it has, or may have. */
    static Optional<String> of(AttemptView view, FleetSnapshot fleet) {
        return fleet.shown(view)
                .filter(job -> job.phase() == Phase.PENDING && !job.isSuspended())
                .flatMap(job -> of(job, view.learnt().clue()));
    }

    private static Optional<String> of(JobSighting job, @Nullable Clue clue) {
        if (job.findsNoNode()) {
            return job.knownTrouble().map(JobSighting.StartTrouble::message);
        }
        return job.pod() == null && clue != null ? clue.quotaRefusal().map(ClusterEvent::toString) : Optional.empty();
    }

    /** The attempt with since when it has had no room; what was to be done for that is dropped where it has some. */
    static AttemptView observed(AttemptView view, FleetSnapshot fleet, Instant now) {
        if (of(view, fleet).isEmpty()) {
            return (view.has(Mark.STARTED) ? view.without(Mark.ROOMLESS) : view)
                    .withRoomlessSince(null)
                    .staying(Withdrawal.Cause.ROOM);
        }
        Instant since = Objects.requireNonNullElse(view.learnt().start().roomlessSince(), now);
        AttemptView roomless = view.withRoomlessSince(since);
        return now.isBefore(since.plus(SETTLES)) ? roomless : roomless.with(Mark.ROOMLESS);
    }

    /** Whether its task may go on elsewhere by now: it has been so for long, and its time to start has not passed. */
    static boolean isLongEnough(AttemptView view, Policies policies, Instant now) {
        @Nullable Instant since = view.learnt().start().roomlessSince();
        @Nullable Instant launchedAt = view.learnt().start().launchedAt();
        return since != null
                && launchedAt != null
                && !now.isBefore(since.plus(policies.startToleration(view)))
                && now.isBefore(launchedAt.plus(policies.starting().launchTimeout()));
    }

    /** When time alone makes something of it. */
    static Instant lookAgainAt(AttemptView view, Policies policies, Instant now, Instant deadline) {
        @Nullable Instant since = view.learnt().start().roomlessSince();
        if (since == null) {
            return deadline;
        }
        Instant due = since.plus(view.has(Mark.ROOMLESS) ? policies.startToleration(view) : SETTLES);
        Instant next = now.isBefore(due) ? due : now.plus(PAUSE);
        return next.isBefore(deadline) ? next : deadline;
    }
}
