package io.henge.testkit.cluster;

import io.henge.core.attempt.Resources;
import io.henge.core.placement.Offer;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A ResourceQuota of a simulated namespace, which counts pods and refuses none.
 *
 * @param hard what all pods may have together
 * @param others what pods of others hold
 */
record SimulatedQuota(Resources hard, Resources others) {
    /** As it counts now: every pod that has not ended, by what its attempt's row says that it asks for. */
    Offer offer(Collection<SimulatedJob> jobs, Instant now) {
        Resources used = others;
        for (SimulatedJob job : jobs) {
            @Nullable Resources needs = job.attempt().intent().needs();
            if (needs != null && job.hasLivePod()) {
                used = used.plus(needs);
            }
        }
        return new Offer(Offer.Source.QUOTA, hard, used, now);
    }
}
