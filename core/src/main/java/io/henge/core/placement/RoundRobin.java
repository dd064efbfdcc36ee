package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whose turn it is: over any stretch of choices each cluster comes as often as its weight says, as evenly spread as can be.
 * Each choice gives every cluster that is open its weight as a credit, takes the one with the most, and lets that one pay
 * what all were given. A cluster that is not open neither gains nor pays, so that it is not flooded when it is open again.
 *
 * @param credits of every cluster that was open before
 */
public record RoundRobin(SortedMap<ClusterName, Long> credits) {
    /** Before the first choice. */
    public static final RoundRobin START = new RoundRobin(new TreeMap<>());

    public RoundRobin {
        credits = Collections.unmodifiableSortedMap(new TreeMap<>(credits));
    }

    /** The next of those clusters, at least one; of equals the first by name. */
    Choice next(List<Room> open) {
        TreeMap<ClusterName, Long> after = new TreeMap<>(credits);
        open.forEach(room -> after.merge(room.cluster(), (long) room.limits().weight(), Long::sum));
        ClusterName chosen = open.stream()
                .map(Room::cluster)
                .min(Comparator.comparingLong((ClusterName name) -> -after.getOrDefault(name, 0L))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
        long paid = open.stream().mapToLong(room -> room.limits().weight()).sum();
        after.merge(chosen, -paid, Long::sum);
        return new Choice(chosen, new RoundRobin(after));
    }

    /**
     * A cluster that was chosen for an attempt.
     *
     * @param turns whose turn it is afterwards
     */
    public record Choice(ClusterName cluster, RoundRobin turns) {}
}
