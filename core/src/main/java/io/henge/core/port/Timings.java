package io.henge.core.port;

import io.henge.core.attempt.Attempt;
import io.henge.core.ledger.FailoverRecord;
import java.time.Duration;

/**
 * Told how long things took, by this Overlord's clock, and what was failed over. Called on the loop's, the ledger's and
 * the clusters' threads: it must only hand on and return.
 */
public interface Timings {
    /** The cluster has the Job of an attempt that this term launched, so long after the attempt was placed. */
    void launched(Attempt attempt, Duration took);

    /**
     * The pod of an attempt that this term launched runs.
     *
     * @param waited since this term first heard of the task
     * @param startup since the attempt was placed
     */
    void started(Attempt attempt, Duration waited, Duration startup);

    /** Druid was told how a task ended, so long after the loop knew it. */
    void ended(Attempt attempt, Duration took);

    /** The loop has taken in what was posted to it that long before. */
    void turned(Duration waited);

    /** The ledger has carried out, or refused, one transaction of so many writes. */
    void wrote(int writes, Duration took);

    /** An attempt was taken from its cluster, or would have been; that is about to be written into the history. */
    void failedOver(FailoverRecord failover);
}
