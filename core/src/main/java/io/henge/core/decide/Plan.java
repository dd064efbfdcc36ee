package io.henge.core.decide;

import io.henge.core.attempt.AttemptId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is to be done now, in this order, and when to look again.
 *
 * @param lookAgain attempts whose plan changes by time alone, with that time
 * @param lookAgainAt when time alone changes the plan for what waits, and for strays
 * @param allotment what came of placement
 * @param faults the attempts and other things of which nothing could be decided
 */
public record Plan(
        List<Action> actions,
        List<FleetAction> fleetActions,
        SortedMap<AttemptId, Instant> lookAgain,
        Optional<Instant> lookAgainAt,
        Allotment allotment,
        List<Fault> faults) {
    public Plan {
        actions = List.copyOf(actions);
        fleetActions = List.copyOf(fleetActions);
        lookAgain = Collections.unmodifiableSortedMap(new TreeMap<>(lookAgain));
        faults = List.copyOf(faults);
    }
}
