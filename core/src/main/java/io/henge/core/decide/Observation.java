package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.cluster.JobSighting;
import io.henge.core.lease.LeaseWords;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an attempt is known to be after its cluster was looked at. */
public final class Observation {
    private Observation() {}

    /** The attempt with what the look at its Job tells. */
    public static AttemptView of(AttemptView view, FleetSnapshot fleet, Instant now) {
        @Nullable Attempt attempt = view.attempt();
        if (attempt == null) {
            return view;
        }
        Look look = fleet.look(attempt);
        Optional<JobSighting> sighting = look.sighting();
        AttemptView seen = sighting.map(job -> view.sighted(job, now)).orElse(view);
        if (sighting.isPresent() && sighting.get().phase() != JobSighting.Phase.PENDING) {
            seen = seen.with(Mark.STARTED);
        }
        if (sighting.map(JobSighting::ending).filter(Observation::tellsOfALapse).isPresent()) {
            seen = seen.with(Mark.LAPSED);
        }
        seen = isPurged(seen, attempt, look) ? seen.with(Mark.PURGED) : seen.without(Mark.PURGED);
        seen = isOutOfSight(attempt, fleet) ? seen.with(Mark.OUT_OF_SIGHT) : seen.without(Mark.OUT_OF_SIGHT);
        seen = WantOfRoom.observed(seen, fleet, now);
        seen = Unwell.observed(seen, fleet, now);
        seen = isLost(attempt, fleet) ? seen : seen.stayingUnlessLost();
        boolean leavable = isLost(attempt, fleet) || seen.learnt().start().unwellSince() != null;
        seen = leavable ? seen : seen.without(Mark.FORESEEN);
        boolean stuck = sighting.isPresent() && sighting.get().isStuck();
        if (!stuck) {
            return seen.withTroubleSince(null).staying(Withdrawal.Cause.STUCK);
        }
        return seen.learnt().start().troubleSince() == null ? seen.withTroubleSince(now) : seen;
    }

    private static boolean tellsOfALapse(String ending) {
        return ending.contains(LeaseWords.STOPPED_ITSELF);
    }

    private static boolean isLost(Attempt attempt, FleetSnapshot fleet) {
        return fleet.known(attempt).filter(ClusterFacts::isLost).isPresent();
    }

    private static boolean isOutOfSight(Attempt attempt, FleetSnapshot fleet) {
        return fleet.of(attempt)
                .filter(facts -> facts.namespace().equals(attempt.address().namespace()))
                .isEmpty();
    }

    /** Whether neither Job nor pod of an attempt that is over can be there, or appear, any more. */
    private static boolean isPurged(AttemptView view, Attempt attempt, Look look) {
        if (view.isPlaced() || !look.isReliable() || look.sighting().isPresent()) {
            return false;
        }
        boolean asked = view.has(Mark.LAUNCH_SENT) || (view.has(Mark.RESTORED) && attempt.jobUid() == null);
        return !asked || view.has(Mark.SIGHTED) || view.has(Mark.DELETE_SENT);
    }
}
