package io.henge.core.loop;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Token;
import io.henge.core.port.ClusterConnection;
import io.henge.core.port.DruidStore;
import io.henge.core.port.JobNaming;
import io.henge.core.port.Peons;
import io.henge.core.port.StateSource;
import io.henge.core.port.Supervisors;
import io.henge.core.port.TaskFiles;
import io.henge.core.port.TaskListener;
import io.henge.core.port.Timings;
import java.time.InstantSource;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything outside of the core that one term's loop works with. */
public record LoopPorts(
        Lead lead,
        Connections connections,
        Druid druid,
        Timings timings,
        JobNaming jobNames,
        Chance chance,
        InstantSource clock) {
    /**
     * Druid, as the loop sees it.
     *
     * @param supervisors asked where a cluster is drained
     * @param peons asked where a cluster's API does not answer
     * @param states asked for what the attempts after those that run are to be given
     * @param capacity how many attempts may hold a place at once, over all clusters; read at every turn
     */
    public record Druid(
            TaskFiles files,
            DruidStore store,
            TaskListener listener,
            Supervisors supervisors,
            Peons peons,
            StateSource states,
            IntSupplier capacity) {}

    /**
     * What cannot be foretold.
     *
     * @param tokens one for each attempt
     * @param seeds numbers, one for each plan
     */
    public record Chance(Supplier<Token> tokens, LongSupplier seeds) {}

    /** With the clusters that a term begins with. */
    public LoopPorts(
            Lead lead,
            SortedMap<ClusterName, ClusterConnection> clusters,
            Druid druid,
            Timings timings,
            JobNaming jobNames,
            Chance chance,
            InstantSource clock) {
        this(lead, new Connections(clusters), druid, timings, jobNames, chance, clock);
    }

    /** The connections to all clusters that are registered now. */
    public NavigableMap<ClusterName, ClusterConnection> clusters() {
        return connections.all();
    }

    /** The connection to a registered cluster. */
    public ClusterConnection cluster(ClusterName name) {
        @Nullable ClusterConnection connection = clusters().get(name);
        if (connection == null) {
            throw new IllegalStateException("Cluster[" + name + "] is not registered");
        }
        return connection;
    }
}
