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
    private record Change(UnaryOperator<ClusterRecord> change, Runnable written) {}

    private final LedgerWriter writer;
    private final Mailbox mailbox;
    private final LoopState state;

    /** The changes of each cluster, the first of them under way; bounded by what people ask for. */
    private final Map<ClusterName, ArrayDeque<Change>> changes = new TreeMap<>();

    ClusterWrites(LedgerWriter writer, Mailbox mailbox, LoopState state) {
        this.writer = writer;
        this.mailbox = mailbox;
        this.state = state;
    }

    /** Changes the record, in the ledger and then here; {@code written} is called on the loop's thread. */
    void change(ClusterName cluster, UnaryOperator<ClusterRecord> change, Runnable written) {
        ArrayDeque<Change> waiting = changes.computeIfAbsent(cluster, name -> new ArrayDeque<>());
        waiting.add(new Change(change, written));
        if (waiting.size() == 1) {
            begin(cluster, waiting);
        }
    }

    /** The version that the record will have when all that waits is written. */
    long version(ClusterName cluster) {
        ArrayDeque<Change> waiting = changes.getOrDefault(cluster, new ArrayDeque<>());
        return state.record(cluster).version() + waiting.size();
    }

    private void begin(ClusterName cluster, ArrayDeque<Change> waiting) {
        ClusterRecord next =
                waiting.element().change().apply(state.record(cluster)).revised();
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
