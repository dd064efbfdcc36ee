package io.henge.core.decide;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.ledger.ClusterRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a person asks for. */
public sealed interface Request {
    /** Distinguishes it from the other requests of the term. */
    long number();

    /** Whether it is only to be told what would come of it. */
    boolean dryRun();

    /** To take a task's present attempt from its cluster; {@code to} may be null for anywhere else. */
    record Move(long number, TaskId task, @Nullable ClusterName to, String who, String why, boolean dryRun)
            implements Request {}

    /** To place no attempt anywhere, or, with {@code on} false, to place attempts again. */
    record Pause(long number, boolean on, ClusterRecord.Declaration word, boolean dryRun) implements Request {}

    /** To be told how far the drain of a cluster has come. */
    record LookAtDrain(long number, ClusterName cluster) implements Request {
        @Override
        public boolean dryRun() {
            return true;
        }
    }

    /**
     * To have something recorded of a cluster.
     *
     * @param until of a drain, when it takes away what can run again elsewhere; null for never
     * @param ifVersion null for any version
     */
    record Declare(
            long number,
            ClusterName cluster,
            ClusterWord said,
            ClusterRecord.Declaration word,
            @Nullable Instant until,
            @Nullable Long ifVersion,
            boolean dryRun)
            implements Request {}
}
