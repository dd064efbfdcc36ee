package io.henge.core.reconcile;

import io.henge.core.attempt.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is to be done now, in this order, and which tasks are to be looked at again by themselves later on.
 *
 * @param lookAgain tasks whose plan changes by time alone, with that time
 */
public record Plan(List<Action> actions, SortedMap<TaskId, Instant> lookAgain) {
    public Plan {
        actions = List.copyOf(actions);
        lookAgain = new TreeMap<>(lookAgain);
    }
}
