package io.henge.core.reconcile;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Token;
import io.henge.core.cluster.ClusterConnection;
import io.henge.core.fence.Fence;
import io.henge.core.ledger.LedgerWriter;
import io.henge.core.ledger.Term;
import java.time.InstantSource;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything outside of the core that one term's loop works with.
 *
 * @param seeds numbers that cannot be foretold, one for each plan
 * @param capacity how many attempts may hold a place at once, over all clusters; read at every turn
 */
public record LoopPorts(
        Term term,
        LedgerWriter writer,
        SortedMap<ClusterName, ClusterConnection> clusters,
        TaskFiles files,
        DruidRecords records,
        Fence fence,
        TaskListener listener,
        Timings timings,
        JobNames jobNames,
        Supplier<Token> tokens,
        LongSupplier seeds,
        IntSupplier capacity,
        InstantSource clock) {
    public LoopPorts {
        clusters = Collections.unmodifiableSortedMap(new TreeMap<>(clusters));
    }

    /** What the Job of an attempt is called: a pure function, so that the name can be found again. */
    public interface JobNames {
        JobName nameOf(AttemptId attempt);
    }

    /** The connection to a registered cluster. */
    public ClusterConnection cluster(ClusterName name) {
        @Nullable ClusterConnection connection = clusters.get(name);
        if (connection == null) {
            throw new IllegalStateException("Cluster[" + name + "] is not registered");
        }
        return connection;
    }
}
