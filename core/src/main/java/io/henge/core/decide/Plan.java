package io.henge.core.decide;

import io.henge.core.attempt.AttemptId;
import io.henge.core.placement.RoundRobin;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done now, in this order, and which attempts are to be looked at again by themselves later on.
 *
 * @param lookAgain attempts whose plan changes by time alone, with that time
 * @param turns whose turn it is after the plan's placements
 * @param whyWaiting why a task that the plan does not place has to wait, null while there is room
 */
public record Plan(
        List<Action> actions,
        SortedMap<AttemptId, Instant> lookAgain,
        RoundRobin turns,
        @Nullable String whyWaiting) {
    public Plan {
        actions = List.copyOf(actions);
        lookAgain = new TreeMap<>(lookAgain);
    }
}
