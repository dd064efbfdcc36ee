package io.henge.core.decide;

import io.henge.core.attempt.ClusterName;
import io.henge.core.failover.FailoverMode;
import io.henge.core.health.CallHealth;
import io.henge.core.health.ClusterHealth;
import io.henge.core.health.HealthState;
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
 * @param vitals how well it is
 * @param fill what holds room there, and how much there is
 */
public record ClusterFacts(ClusterName name, String namespace, Standing standing, Vitals vitals, Fill fill) {
    /** Of a cluster of which nobody says how much room it has, nor asks how it is. */
    public ClusterFacts(
            ClusterName name,
            String namespace,
            Standing standing,
            WatchHealth watch,
            CallHealth calls,
            @Nullable String warning,
            Occupancy occupancy) {
        this(name, namespace, standing, new Vitals(watch, calls, warning), Fill.of(occupancy));
    }

    /** What its watches are worth. */
    public WatchHealth watch() {
        return vitals.watch();
    }

    /** How the calls that change it end. */
    public CallHealth calls() {
        return vitals.calls();
    }

    /** What is taken for true of it as a whole. */
    public ClusterHealth health() {
        return vitals.health();
    }

    /** Whether it was found lost. */
    boolean isLost() {
        return health().state() == HealthState.LOST;
    }

    /** Whether nobody counts on what is there any more: a person gave it up, or it was found lost and that counts. */
    boolean isGivenUp(Policies policies) {
        return standing.isDead() || (isLost() && policies.failover().mode() == FailoverMode.ACT);
    }

    /** What should be mended, though it works all the same; null while all is well. */
    public @Nullable String warning() {
        return vitals.warning();
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
        Optional<String> unwell = vitals.closed(now);
        return unwell.isPresent() || calls().trouble() == null || callsFree(now) > 0
                ? unwell
                : Optional.of("is not sent more before a call has gone well: " + calls().trouble());
    }

    /** How many more attempts may be on their way there. */
    public long callsFree(Instant now) {
        return calls().free(occupancy().onTheirWay(), now);
    }

    /** What is wrong with it, or should be mended; null while all is well. */
    public @Nullable String trouble() {
        return vitals.trouble();
    }
}
