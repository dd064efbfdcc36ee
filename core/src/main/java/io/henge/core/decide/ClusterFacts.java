package io.henge.core.decide;

import io.henge.core.attempt.ClusterName;
import io.henge.core.health.CallHealth;
import io.henge.core.health.WatchHealth;
import io.henge.core.placement.Offer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that a turn knows of one cluster.
 *
 * @param namespace where its watches look
 * @param standing what people have said of it
 * @param watch what its watches are worth
 * @param calls how the calls that change it end
 * @param warning what should be mended, though the cluster works all the same; null while all is well
 * @param fill what holds room there, and how much there is
 */
public record ClusterFacts(
        ClusterName name,
        String namespace,
        Standing standing,
        WatchHealth watch,
        CallHealth calls,
        @Nullable String warning,
        Fill fill) {
    /** Of a cluster of which nobody says how much room it has. */
    public ClusterFacts(
            ClusterName name,
            String namespace,
            Standing standing,
            WatchHealth watch,
            CallHealth calls,
            @Nullable String warning,
            Occupancy occupancy) {
        this(name, namespace, standing, watch, calls, warning, Fill.of(occupancy));
    }

    /** What of ours holds room there. */
    public Occupancy occupancy() {
        return fill.occupancy();
    }

    /** How much room there is, as far as is known. */
    public Offer offer() {
        return fill.offer();
    }

    /**
     * Why no new attempts may go there now, as what follows the cluster's name; empty if they may. They may before all that it
     * holds has been listed: what holds room there is in the ledger, and a Job that has the name of a new one is found when
     * that is made.
     */
    public Optional<String> closed(Instant now) {
        if (standing.closed() != null) {
            return Optional.of(standing.closed());
        }
        if (watch.trouble() != null) {
            return Optional.of("cannot be watched: " + watch.trouble());
        }
        if (!watch.answers()) {
            return Optional.of("has not been seen yet");
        }
        return calls.trouble() != null && callsFree(now) == 0
                ? Optional.of("is not sent more before a call has gone well: " + calls.trouble())
                : Optional.empty();
    }

    /** How many more attempts may be on their way there. */
    public long callsFree(Instant now) {
        return calls.free(occupancy().onTheirWay(), now);
    }

    /** What is wrong with it, or should be mended; null while all is well. */
    public @Nullable String trouble() {
        if (watch.whyNot() != null) {
            return watch.whyNot();
        }
        return calls.trouble() != null ? calls.trouble() : warning;
    }
}
