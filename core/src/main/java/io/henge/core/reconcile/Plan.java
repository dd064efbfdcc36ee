package io.henge.core.reconcile;

import io.henge.core.attempt.AttemptId;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is to be done now, in this order, and which attempts are to be looked at again by themselves later on.
 *
 * @param lookAgain attempts whose plan changes by time alone, with that time
 */
public record Plan(List<Action> actions, SortedMap<AttemptId, Instant> lookAgain) {
    public Plan {
        actions = List.copyOf(actions);
        lookAgain = new TreeMap<>(lookAgain);
    }
}
