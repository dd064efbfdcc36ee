package io.henge.core.decide;

import io.henge.core.attempt.ClusterName;
import io.henge.core.placement.Choices;
import io.henge.core.placement.ClusterLimits;
import io.henge.core.placement.RoundRobin;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of placement in one plan, beside the places that were given away.
 *
 * @param turns whose turn it is afterwards
 * @param left what was left to choose from; tells why those wait that were not placed
 * @param vacancies what is left on each registered cluster
 */
public record Allotment(RoundRobin turns, Choices left, SortedMap<ClusterName, Vacancy> vacancies) {
    /** Before the first plan. */
    public static final Allotment START = new Allotment(RoundRobin.START, Choices.NONE, new TreeMap<>());

    /**
     * What one cluster can still take.
     *
     * @param free how many more attempts may be placed there now; 0 where none may go
     */
    public record Vacancy(ClusterLimits limits, long free) {}

    public Allotment {
        vacancies = Collections.unmodifiableSortedMap(new TreeMap<>(vacancies));
    }
}
