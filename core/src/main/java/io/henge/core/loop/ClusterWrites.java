package io.henge.core.loop;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.LedgerWrite;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Writes what is to be recorded of clusters, one change after the other for each cluster, so that none overwrites another
 * with what was known before. Only the loop's thread may use it.
 */
final class ClusterWrites {
    /** @param revises whether it is another version afterwards */
    private record Change(UnaryOperator<ClusterRecord> change, boolean revises, Runnable written) {}

    private final LedgerWriter writer;
    private final Mailbox mailbox;
    private final LoopState state;

    /** The changes of each cluster, the first of them under way; bounded by what people ask for and by how often states change. */
    private final Map<ClusterName, ArrayDeque<Change>> changes = new TreeMap<>();

    ClusterWrites(LedgerWriter writer, Mailbox mailbox, LoopState state) {
        this.writer = writer;
        this.mailbox = mailbox;
        this.state = state;
    }

    /** Changes the record, in the ledger and then here; {@code written} is called on the loop's thread. */
    void change(ClusterName cluster, UnaryOperator<ClusterRecord> change, Runnable written) {
        add(cluster, new Change(change, true, written));
    }

    /**
     * The same of what was seen of the cluster, which is no news to anybody who has to say something of it: the record's version
     * stays as it is.
     */
    void see(ClusterName cluster, UnaryOperator<ClusterRecord.Seen> change, Runnable written) {
        add(cluster, new Change(record -> record.seen(change.apply(record.seen())), false, written));
    }

    private void add(ClusterName cluster, Change change) {
        ArrayDeque<Change> waiting = changes.computeIfAbsent(cluster, name -> new ArrayDeque<>());
        waiting.add(change);
        if (waiting.size() == 1) {
            begin(cluster, waiting);
        }
    }

    /** The version that the record will have when all that waits is written. */
    long version(ClusterName cluster) {
        ArrayDeque<Change> waiting = changes.getOrDefault(cluster, new ArrayDeque<>());
        return state.record(cluster).version()
                + waiting.stream().filter(Change::revises).count();
    }

    private void begin(ClusterName cluster, ArrayDeque<Change> waiting) {
        Change first = waiting.element();
        ClusterRecord after = first.change().apply(state.record(cluster));
        ClusterRecord next = first.revises() ? after.revised() : after;
        PlainWrites.submit(
                writer,
                next,
                LedgerWrite.PutCluster::new,
                ClusterRecord::inPlainWords,
                written -> mailbox.post(new Note("cluster " + cluster, known -> {
                    Collection<AttemptId> changed = new ArrayList<>(known.recorded(written));
                    waiting.remove().written().run();
                    if (!waiting.isEmpty()) {
                        begin(cluster, waiting);
                    }
                    return changed;
                })));
    }
}
