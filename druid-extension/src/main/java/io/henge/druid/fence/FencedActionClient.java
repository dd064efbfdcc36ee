package io.henge.druid.fence;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.failover.Disposition;
import io.henge.core.fence.Claim;
import io.henge.core.fence.Entry;
import io.henge.core.ledger.Publish;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.druid.indexing.common.actions.LockListAction;
import org.apache.druid.indexing.common.actions.RetrieveUsedSegmentsAction;
import org.apache.druid.indexing.common.actions.SegmentAllocateAction;
import org.apache.druid.indexing.common.actions.SegmentTransactionalAppendAction;
import org.apache.druid.indexing.common.actions.SegmentTransactionalInsertAction;
import org.apache.druid.indexing.common.actions.SegmentTransactionalReplaceAction;
import org.apache.druid.indexing.common.actions.SurrogateAction;
import org.apache.druid.indexing.common.actions.TaskAction;
import org.apache.druid.indexing.common.actions.TaskActionClient;
import org.apache.druid.indexing.common.actions.TimeChunkLockAcquireAction;
import org.apache.druid.indexing.common.actions.TimeChunkLockTryAcquireAction;
import org.apache.druid.indexing.common.actions.UpdateLocationAction;
import org.apache.druid.indexing.common.actions.UpdateStatusAction;
import org.apache.druid.indexing.overlord.SegmentPublishResult;
import org.apache.druid.timeline.DataSegment;
import org.jspecify.annotations.Nullable;

/** Carries out the actions of one attempt, each inside its gates, so that the right to act does not end meanwhile. */
final class FencedActionClient implements TaskActionClient {
    /**
     * A former leader may carry them out without harm: they read, take what only this leader's memory gives, or set a
     * segment's name aside, under which nothing is seen before a publish, which asks for the term itself.
     */
    private static final Set<Class<?>> HARMLESS = Set.of(
            LockListAction.class,
            RetrieveUsedSegmentsAction.class,
            SegmentAllocateAction.class,
            TimeChunkLockAcquireAction.class,
            TimeChunkLockTryAcquireAction.class,
            UpdateLocationAction.class,
            UpdateStatusAction.class);

    private final TaskActionClient client;
    private final TaskId task;
    private final Optional<Claim> claim;
    private final ActionGate gate;

    FencedActionClient(TaskActionClient client, TaskId task, Optional<Claim> claim, ActionGate gate) {
        this.client = client;
        this.task = task;
        this.claim = claim;
        this.gate = gate;
    }

    @Override
    public <R> R submit(TaskAction<R> action) throws IOException {
        boolean goodbye = action instanceof UpdateStatusAction || action instanceof UpdateLocationAction;
        Entry.Passage passage = enter(goodbye);
        try {
            return submitInside(action);
        } finally {
            passage.close();
        }
    }

    private <R> R submitInside(TaskAction<R> action) throws IOException {
        Optional<Attempt> row = gate.rowOf(task);
        if (isHarmless(action)) {
            return client.submit(
                    row.map(attempt -> OwnSequences.of(attempt, action)).orElse(action));
        }
        Optional<Collection<DataSegment>> segments = segmentsOf(action);
        boolean noted = segments.isPresent()
                && row.isPresent()
                && Disposition.of(row.get().traits()) == Disposition.RELAUNCH;
        if (noted) {
            return publish(action, row.get(), segments.get());
        }
        gate.confirmTerm();
        return client.submit(action);
    }

    /** A sub-task's locks and segments are its parent's, for which it acts in the parent's place. */
    private static boolean isHarmless(TaskAction<?> action) {
        TaskAction<?> meant = action instanceof SurrogateAction<?, ?> surrogate ? surrogate.getTaskAction() : action;
        return HARMLESS.contains(meant.getClass());
    }

    private <R> R publish(TaskAction<R> action, Attempt row, Collection<DataSegment> segments) throws IOException {
        refuseOthersFiles(row, segments);
        List<String> ids =
                segments.stream().map(segment -> segment.getId().toString()).toList();
        Publish publish = gate.note(row.id(), row.traits().dataSource(), ids);
        R result = client.submit(action);
        if (result instanceof SegmentPublishResult published && published.isSuccess()) {
            gate.succeeded(publish);
        }
        return result;
    }

    /**
     * An image that ignores the attempt's storage root would publish files that other attempts overwrite. A tombstone,
     * which only says that an interval is empty now, has no files.
     */
    private void refuseOthersFiles(Attempt row, Collection<DataSegment> segments) throws IOException {
        @Nullable String root = row.storageRoot();
        if (root == null) {
            return;
        }
        for (DataSegment segment : segments) {
            if (!segment.isTombstone() && !liesBelow(segment, root)) {
                AttemptId id = row.id();
                gate.fence().shut(id);
                throw new IOException("Attempt[" + id + "] may publish only what lies below its storage root[" + root
                        + "], but segment[" + segment.getId() + "] lies at " + segment.getLoadSpec()
                        + ". Does the peon's image take druid.storage properties from its environment?");
            }
        }
    }

    private static boolean liesBelow(DataSegment segment, String root) {
        return segment.getLoadSpec() != null
                && segment.getLoadSpec().values().stream().anyMatch(value -> isBelow(String.valueOf(value), root));
    }

    private static boolean isBelow(String path, String root) {
        return path.startsWith(root + "/") || path.contains("/" + root + "/");
    }

    private static Optional<Collection<DataSegment>> segmentsOf(TaskAction<?> action) {
        if (action instanceof SegmentTransactionalInsertAction insert) {
            return Optional.of(insert.getSegments());
        }
        if (action instanceof SegmentTransactionalAppendAction append) {
            return Optional.of(append.getSegments());
        }
        return action instanceof SegmentTransactionalReplaceAction replace
                ? Optional.of(replace.getSegments())
                : Optional.empty();
    }

    private Entry.Passage enter(boolean goodbye) throws IOException {
        Entry entry = gate.fence().enter(task, claim, goodbye);
        if (entry instanceof Entry.Passed passed) {
            return passed.passage();
        }
        // The peon tries again, and is then told by the answer to asking for a client.
        throw new IOException(Refusal.of(entry, gate).orElseThrow().why());
    }
}
