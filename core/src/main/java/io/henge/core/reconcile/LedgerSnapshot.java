package io.henge.core.reconcile;

import io.henge.core.attempt.ClusterName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that one plan is about.
 *
 * @param tasks those of which something changed, and those that wait for a cluster, first come first
 * @param liveAttempts how many attempts, of all tasks, hold a place on a cluster
 * @param lastPlaced the cluster of the newest placement, null before the first one of the term
 */
public record LedgerSnapshot(
        List<TaskView> tasks, int liveAttempts, @Nullable ClusterName lastPlaced) {
    public LedgerSnapshot {
        tasks = List.copyOf(tasks);
    }
}
