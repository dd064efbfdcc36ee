package io.henge.core.decide;

import io.henge.core.attempt.ClusterName;
import io.henge.core.placement.ClusterLimits;
import io.henge.core.placement.RoundRobin;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of placement in one plan, beside the places that were given away.
 *
 * @param turns whose turn it is afterwards
 * @param waiting why the tasks of each need wait that were not placed; no need is there while there is room
 * @param vacancies what is left on each registered cluster
 */
public record Allotment(
        RoundRobin turns, SortedMap<Preference, String> waiting, SortedMap<ClusterName, Vacancy> vacancies) {
    /** Before the first plan. */
    public static final Allotment START = new Allotment(RoundRobin.START, new TreeMap<>(), new TreeMap<>());

    /**
     * What one cluster can still take.
     *
     * @param free how many more attempts may be placed there now; 0 where none may go
     */
    public record Vacancy(ClusterLimits limits, long free) {}

    public Allotment {
        waiting = Collections.unmodifiableSortedMap(new TreeMap<>(waiting));
        vacancies = Collections.unmodifiableSortedMap(new TreeMap<>(vacancies));
    }
}
