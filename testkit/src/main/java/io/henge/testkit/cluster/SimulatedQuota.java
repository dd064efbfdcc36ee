package io.henge.testkit.cluster;

import io.henge.core.attempt.Resources;
import io.henge.core.placement.Offer;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated cluster has for pods; it counts them, and refuses none.
 *
 * @param by who says it; an operator says it without counting
 * @param hard what all pods may have together
 * @param others what pods of others hold
 */
record SimulatedQuota(Offer.Source by, Resources hard, Resources others) {
    /** As it counts now: every pod that has not ended, by what its attempt's row says that it asks for. */
    Offer offer(Collection<SimulatedJob> jobs, Instant now) {
        if (by == Offer.Source.CONFIGURATION) {
            return Offer.configured(hard);
        }
        Resources used = others;
        for (SimulatedJob job : jobs) {
            @Nullable Resources needs = job.attempt().intent().needs();
            if (needs != null && job.hasLivePod()) {
                used = used.plus(needs);
            }
        }
        return new Offer(by, hard, used, now);
    }
}
