package io.henge.core.loop;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Token;
import io.henge.core.port.ClusterConnection;
import io.henge.core.port.DruidStore;
import io.henge.core.port.JobNaming;
import io.henge.core.port.Supervisors;
import io.henge.core.port.TaskFiles;
import io.henge.core.port.TaskListener;
import io.henge.core.port.Timings;
import java.time.InstantSource;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything outside of the core that one term's loop works with. */
public record LoopPorts(
        Lead lead,
        SortedMap<ClusterName, ClusterConnection> clusters,
        Druid druid,
        Timings timings,
        JobNaming jobNames,
        Chance chance,
        InstantSource clock) {
    /**
     * Druid, as the loop sees it.
     *
     * @param supervisors asked where a cluster is drained
     * @param capacity how many attempts may hold a place at once, over all clusters; read at every turn
     */
    public record Druid(
            TaskFiles files, DruidStore store, TaskListener listener, Supervisors supervisors, IntSupplier capacity) {}

    /**
     * What cannot be foretold.
     *
     * @param tokens one for each attempt
     * @param seeds numbers, one for each plan
     */
    public record Chance(Supplier<Token> tokens, LongSupplier seeds) {}

    public LoopPorts {
        clusters = Collections.unmodifiableSortedMap(new TreeMap<>(clusters));
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
