package io.henge.core.ledger;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * Which failovers are asked for: those that are about all that is given; null stands for any.
 *
 * @param cluster the one that the task was taken from, or the one where it went on
 */
public record FailoverFilter(
        @Nullable TaskId task, @Nullable ClusterName cluster) {
    /** Every failover. */
    public static final FailoverFilter ALL = new FailoverFilter(null, null);

    public boolean admits(FailoverRecord failover) {
        return (task == null || task.equals(failover.attempt().task()))
                && (cluster == null
                        || cluster.equals(failover.from())
                        || cluster.equals(failover.course().to()));
    }
}
