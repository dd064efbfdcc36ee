package io.henge.core.decide;

import io.henge.core.cluster.JobSighting;
import io.henge.core.failover.FailoverMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * That an attempt's pod cannot start for a reason that a later try, or another cluster, might mend, such as an image that
 * cannot be pulled there. Once that has lasted, its task goes on elsewhere; where nothing else takes it, it fails.
 */
final class Stuck {
    /** How long a place elsewhere is looked for before the task fails; its cluster is looked at meanwhile. */
    private static final Duration SEARCH = Duration.ofSeconds(5);

    private Stuck() {}

    /** Why it cannot start, in words, if it may go on elsewhere by now. */
    static Optional<String> mayLeave(AttemptView view, FleetSnapshot fleet, Policies policies, Instant now) {
        return fleet.shown(view)
                .filter(job -> job.isStuck() && mayGoOn(view, policies) && !now.isBefore(due(view, policies, now)))
                .flatMap(JobSighting::knownTrouble)
                .map(JobSighting.StartTrouble::message);
    }

    /** Until when nothing is done about it by the attempt's own next step; empty where it is to fail now. */
    static Optional<Instant> waitsUntil(AttemptView view, FleetSnapshot fleet, Policies policies, Instant now) {
        Instant due = due(view, policies, now);
        boolean others = fleet.clusters().keySet().stream()
                .anyMatch(name -> !view.preference().wasTakenFrom(name)
                        && !name.equals(Objects.requireNonNull(view.attempt()).cluster()));
        Instant until = others && mayGoOn(view, policies) ? due.plus(SEARCH) : due;
        return Optional.of(now.isBefore(due) ? due : until).filter(now::isBefore);
    }

    private static Instant due(AttemptView view, Policies policies, Instant now) {
        return Objects.requireNonNullElse(view.learnt().start().troubleSince(), now)
                .plus(policies.startToleration(view));
    }

    /** Whether it has done nothing yet, and failover takes tasks away without anybody saying so. */
    private static boolean mayGoOn(AttemptView view, Policies policies) {
        return policies.failover().mode() == FailoverMode.ACT
                && !view.has(Mark.STARTED)
                && Objects.requireNonNull(view.attempt()).startedAt() == null
                && !view.preference().wasTakenFrom(view.attempt().cluster());
    }
}
