package io.henge.core.loop;

import io.henge.core.attempt.ClusterName;
import io.henge.core.port.ClusterConnection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The connections to the clusters that are registered now. The loop's thread alone changes them; any thread may read them,
 * all at once as they were at one moment.
 */
public final class Connections {
    /** Published to all readers; replaced as a whole. */
    private volatile NavigableMap<ClusterName, ClusterConnection> all;

    public Connections(SortedMap<ClusterName, ClusterConnection> begun) {
        this.all = Collections.unmodifiableNavigableMap(new TreeMap<>(begun));
    }

    /** All of them, by name. */
    public NavigableMap<ClusterName, ClusterConnection> all() {
        return all;
    }

    void put(ClusterConnection connection) {
        TreeMap<ClusterName, ClusterConnection> next = new TreeMap<>(all);
        next.put(connection.name(), connection);
        all = Collections.unmodifiableNavigableMap(next);
    }

    @Nullable
    ClusterConnection remove(ClusterName cluster) {
        TreeMap<ClusterName, ClusterConnection> next = new TreeMap<>(all);
        @Nullable ClusterConnection removed = next.remove(cluster);
        all = Collections.unmodifiableNavigableMap(next);
        return removed;
    }
}
