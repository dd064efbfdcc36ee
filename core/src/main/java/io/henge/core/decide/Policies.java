package io.henge.core.decide;

import io.henge.core.failover.FailoverMode;
import io.henge.core.health.HealthTimings;
import io.henge.core.placement.Sharing;
import java.time.Duration;
import java.util.Objects;

/**
 * The limits within which the plan decides.
 *
 * @param capacity how many attempts may hold a place at once, over all clusters; at least 1
 * @param sharing how the clusters share the attempts, and how many each may take
 * @param health how long a cluster may be silent before it is taken for what
 * @param failover whether, and how fast, tasks are taken from clusters that are lost
 * @param ownStorageRoots whether an attempt can be given a storage root of its own; without it no task is relaunched
 */
public record Policies(
        int capacity,
        Sharing sharing,
        Starting starting,
        Ending ending,
        HealthTimings health,
        Failover failover,
        boolean ownStorageRoots) {
    /** What holds where nothing is configured; capacity, launch and log timeouts as in Druid's own runner. */
    public static final Policies DEFAULT = new Policies(
            Integer.MAX_VALUE,
            Sharing.EVEN,
            new Starting(Duration.ofMillis(500), Duration.ofHours(1), Duration.ofMinutes(2), Duration.ofMinutes(5)),
            new Ending(Duration.ofMinutes(2), Duration.ofMinutes(5), Duration.ofSeconds(30), false),
            HealthTimings.FAST,
            new Failover(FailoverMode.ACT, 500),
            true);

    /**
     * How long is waited until an attempt runs.
     *
     * @param firstLook how long, from the first answer of a cluster in a term, placement waits for the other clusters, so that
     *     they get their share of what waited for the term; nothing else depends on it. Then what waits goes to those that have
     *     answered: to each no more at once than its calls let be on their way, which is 64
     *     ({@link io.henge.core.health.CallHealth}), so that of a burst not all is gone when the others are seen
     * @param launchTimeout how long an attempt may take from its Job to a running pod
     * @param startToleration how long a pod may be unable to start for a reason that a later try might mend
     * @param keepAfter how long a task may wait for CPU, memory and the like before what becomes free on one cluster is
     *     kept for it
     */
    public record Starting(Duration firstLook, Duration launchTimeout, Duration startToleration, Duration keepAfter) {}

    /**
     * What is done, and how long is waited, once the outcome of an attempt is known.
     *
     * @param podEndWait how long a pod may go on, to bring report and log to deep storage
     * @param logSaveTimeout how long saving one log may take: all tries at it, from its turn on
     * @param deleteRetry how long to wait for a deleted Job to go before asking again
     * @param keepJobs whether the Job of a task that ended by itself is left to its own time-to-live, for people to look at
     */
    public record Ending(Duration podEndWait, Duration logSaveTimeout, Duration deleteRetry, boolean keepJobs) {}

    /**
     * What is done about tasks on clusters that are lost.
     *
     * @param rate how many attempts are taken from such clusters within a second, over all of them; at least 1
     * @param lease for how long a peon whose attempt may be taken directly runs without being renewed
     */
    public record Failover(FailoverMode mode, int rate, Duration lease) {
        /** With the usual lease. */
        public Failover(FailoverMode mode, int rate) {
            this(mode, rate, Duration.ofSeconds(15));
        }

        public Failover {
            if (rate < 1) {
                throw new IllegalArgumentException("rate is at least 1, but got [" + rate + "]");
            }
        }
    }

    public Policies {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity is at least 1, but got [" + capacity + "]");
        }
    }

    /** How long an attempt's pod may be unable to start, for want of room or another reason that a later try might mend. */
    Duration startToleration(AttemptView view) {
        return Objects.requireNonNullElse(
                view.preference().asked().failover().patience().start(), starting.startToleration());
    }

    /** The same limits with another capacity. */
    public Policies withCapacity(int attempts) {
        return new Policies(attempts, sharing, starting, ending, health, failover, ownStorageRoots);
    }

    /** The same limits with another way to share the attempts. */
    public Policies withSharing(Sharing other) {
        return new Policies(capacity, other, starting, ending, health, failover, ownStorageRoots);
    }

    /** The same limits with other patience with clusters that are silent. */
    public Policies withHealth(HealthTimings other) {
        return new Policies(capacity, sharing, starting, ending, other, failover, ownStorageRoots);
    }

    /** The same limits with something else done about tasks on clusters that are lost. */
    public Policies withFailover(Failover other) {
        return new Policies(capacity, sharing, starting, ending, health, other, ownStorageRoots);
    }

    /** The same limits, with or without storage roots of attempts' own. */
    public Policies withOwnStorageRoots(boolean possible) {
        return new Policies(capacity, sharing, starting, ending, health, failover, possible);
    }

    /** The same limits, with ended Jobs kept or not. */
    public Policies withKeptJobs(boolean kept) {
        Ending keeping = new Ending(ending.podEndWait(), ending.logSaveTimeout(), ending.deleteRetry(), kept);
        return new Policies(capacity, sharing, starting, keeping, health, failover, ownStorageRoots);
    }
}
