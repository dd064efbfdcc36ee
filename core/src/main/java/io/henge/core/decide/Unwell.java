package io.henge.core.decide;

import io.henge.core.cluster.JobSighting;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** That an attempt's pod runs on a cluster that is well, and is unwell itself: it is not ready, or its node is lost. */
final class Unwell {
    /** How often an attempt that could leave is looked at: another cluster may have got room. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private Unwell() {}

    /** Why the pod is unwell, in words; empty if it is well, or may be. */
    static Optional<String> of(AttemptView view, FleetSnapshot fleet) {
        return fleet.shown(view).flatMap(JobSighting::unwell).map(JobSighting.StartTrouble::message);
    }

    /**
     * The attempt with since when its pod has been unwell; what was to be done for that is dropped where it is well. The
     * time is this term's own: a new leader counts anew.
     */
    static AttemptView observed(AttemptView view, FleetSnapshot fleet, Instant now) {
        if (of(view, fleet).isEmpty()) {
            return view.withUnwellSince(null).staying(Withdrawal.Cause.UNWELL);
        }
        return view.withUnwellSince(
                Objects.requireNonNullElse(view.learnt().start().unwellSince(), now));
    }

    /** What becomes of it by itself, if it is unwell. */
    static Optional<Prospect> prospect(AttemptView view, Policies policies, Instant now) {
        return Optional.ofNullable(view.learnt().start().unwellSince())
                .map(since -> Prospect.ofUnwell(view, since, policies, now));
    }

    /** When time alone makes something of it. */
    static Optional<Instant> lookAgainAt(AttemptView view, Policies policies, Instant now) {
        Duration grace = view.preference().asked().failover().grace();
        return prospect(view, policies, now)
                .map(Prospect::at)
                .map(at -> now.isBefore(at.minus(grace)) ? at.minus(grace) : now.plus(PAUSE));
    }
}
