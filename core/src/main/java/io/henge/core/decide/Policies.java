package io.henge.core.decide;

import io.henge.core.placement.Sharing;
import java.time.Duration;

/**
 * The limits within which the plan decides.
 *
 * @param capacity how many attempts may hold a place at once, over all clusters; at least 1
 * @param sharing how the clusters share the attempts, and how many each may take
 * @param firstLook how long, from the beginning of a term, placement waits for clusters that have not been seen yet
 * @param launchTimeout how long an attempt may take from its Job to a running pod
 * @param startToleration how long a pod may be unable to start for a reason that a later try might mend
 * @param podEndWait how long a pod may go on after its outcome is known, to bring report and log to deep storage
 * @param logSaveTimeout how long saving one log may take: all tries at it, waiting and copying together
 * @param deleteRetry how long to wait for a deleted Job to go before asking again
 * @param ownStorageRoots whether an attempt can be given a storage root of its own; without it no task is relaunched
 * @param keepJobs whether the Job of a task that ended by itself is left to its own time-to-live, for people to look at
 */
public record Policies(
        int capacity,
        Sharing sharing,
        Duration firstLook,
        Duration launchTimeout,
        Duration startToleration,
        Duration podEndWait,
        Duration logSaveTimeout,
        Duration deleteRetry,
        boolean ownStorageRoots,
        boolean keepJobs) {
    /** What holds where nothing is configured; capacity, launch and log timeouts as in Druid's own runner. */
    public static final Policies DEFAULT = new Policies(
            Integer.MAX_VALUE,
            Sharing.EVEN,
            Duration.ofSeconds(3),
            Duration.ofHours(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            true,
            false);

    /** The same limits with another capacity. */
    public Policies withCapacity(int attempts) {
        return with(attempts, sharing, ownStorageRoots, keepJobs);
    }

    /** The same limits with another way to share the attempts. */
    public Policies withSharing(Sharing other) {
        return with(capacity, other, ownStorageRoots, keepJobs);
    }

    /** The same limits, with or without storage roots of attempts' own. */
    public Policies withOwnStorageRoots(boolean possible) {
        return with(capacity, sharing, possible, keepJobs);
    }

    /** The same limits, with ended Jobs kept or not. */
    public Policies withKeptJobs(boolean kept) {
        return with(capacity, sharing, ownStorageRoots, kept);
    }

    private Policies with(int attempts, Sharing shared, boolean roots, boolean kept) {
        return new Policies(
                attempts,
                shared,
                firstLook,
                launchTimeout,
                startToleration,
                podEndWait,
                logSaveTimeout,
                deleteRetry,
                roots,
                kept);
    }

    public Policies {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity is at least 1, but got [" + capacity + "]");
        }
    }
}
