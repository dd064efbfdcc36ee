package io.henge.core.decide;

import io.henge.core.attempt.ClusterName;
import io.henge.core.placement.RoundRobin;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tasks that one plan is about.
 *
 * @param tasks those of which something changed, and those that wait for a cluster, first come first
 * @param live how many attempts, of all tasks, hold a place on each cluster
 * @param turns whose turn it is, by the placements of this term
 * @param seed what all choices by chance follow from
 */
public record LedgerSnapshot(
        List<AttemptView> tasks, SortedMap<ClusterName, Integer> live, RoundRobin turns, long seed) {
    public LedgerSnapshot {
        tasks = List.copyOf(tasks);
        live = Collections.unmodifiableSortedMap(new TreeMap<>(live));
    }
}
