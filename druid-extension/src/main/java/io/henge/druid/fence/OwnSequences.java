package io.henge.druid.fence;

import com.google.common.hash.Hashing;
import io.henge.core.attempt.Attempt;
import io.henge.core.failover.Disposition;
import java.nio.charset.StandardCharsets;
import org.apache.druid.indexing.common.actions.SegmentAllocateAction;
import org.apache.druid.indexing.common.actions.SurrogateAction;
import org.apache.druid.indexing.common.actions.TaskAction;

/**
 * Has each attempt allocate segments of its own. Druid gives the same segments again to whoever asks under the same sequence
 * name, and none at all where the second asks for other intervals than the first did; a batch task's name is its id, or that
 * of a part of its work, which all its attempts share, though what they read may have changed between them.
 *
 * <p>The replicas of a streaming task share a name on purpose, as does the one that a supervisor makes next.
 */
final class OwnSequences {
    /** The width of the column in Druid's metadata store. */
    private static final int LENGTH_MAX = 255;

    private OwnSequences() {}

    /** The action as the attempt means it: another one only where it allocates, and is not the first that could have. */
    @SuppressWarnings("unchecked") // A changed action answers with what the one that it was made from does.
    static <R> TaskAction<R> of(Attempt attempt, TaskAction<R> action) {
        boolean own = attempt.storageRoot() != null && !Disposition.isStreaming(attempt.traits());
        if (own && action instanceof SegmentAllocateAction allocation) {
            return (TaskAction<R>) named(attempt, allocation);
        }
        if (own
                && action instanceof SurrogateAction<?, ?> surrogate
                && surrogate.getTaskAction() instanceof SegmentAllocateAction allocation) {
            return (TaskAction<R>) new SurrogateAction<>(surrogate.getSurrogateId(), named(attempt, allocation));
        }
        return action;
    }

    private static SegmentAllocateAction named(Attempt attempt, SegmentAllocateAction action) {
        return new SegmentAllocateAction(
                action.getDataSource(),
                action.getTimestamp(),
                action.getQueryGranularity(),
                action.getPreferredSegmentGranularity(),
                name(attempt, action.getSequenceName()),
                action.getPreviousSegmentId(),
                action.isSkipSegmentLineageCheck(),
                action.getPartialShardSpec(),
                action.getLockGranularity(),
                action.getTaskLockType());
    }

    private static String name(Attempt attempt, String sequence) {
        String job = attempt.address().job().value();
        String readable = sequence + "/" + job;
        return readable.length() <= LENGTH_MAX
                ? readable
                : Hashing.sha256().hashString(sequence, StandardCharsets.UTF_8) + "/" + job;
    }
}
