package io.henge.core.decide;

import io.henge.core.cluster.JobSighting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is done about Jobs that no row may know: with our owner label, left by a request that came late or by a cluster that
 * went back to an older state; or of Druid's own runner, whose task was launched again while nobody could see them.
 */
final class Straying {
    private Straying() {}

    /** Adds what is to be done to {@code actions}, or the time at which to look again to {@code later}. */
    static void next(Chores.Stray stray, Instant now, List<FleetAction> actions, List<Instant> later) {
        Optional<JobSighting> seen = stray.seen().filter(JobSighting::jobPresent);
        // One that is not ours is stale once a later attempt of its task has a row: nobody saw it when that was placed.
        boolean stale = seen.isPresent() && (seen.get().owned() || stray.superseded());
        @Nullable Instant notBefore = stray.retry().notBefore();
        if (!stale || stray.known()) {
            actions.add(new FleetAction.ForgetStray(stray.key()));
        } else if (notBefore == null || !now.isBefore(notBefore)) {
            actions.add(new FleetAction.DeleteStray(stray.key(), seen.get().jobUid()));
        } else {
            later.add(notBefore);
        }
    }
}
