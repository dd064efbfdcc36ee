package io.henge.core.reconcile;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.placement.RoundRobin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The one place that decides what is done next, as a function of what is known. Same inputs, same plan. */
public final class Planner {
    private Planner() {}

    /** What is to be done at {@code now} for the tasks of {@code ledger}: at most one action per task. */
    public static Plan plan(LedgerSnapshot ledger, FleetSnapshot fleet, Policies policies, Instant now) {
        List<Action> actions = new ArrayList<>();
        TreeMap<AttemptId, Instant> lookAgain = new TreeMap<>();
        @Nullable ClusterName last = ledger.lastPlaced();
        long free = (long) policies.capacity() - ledger.liveAttempts();
        for (TaskView task : ledger.tasks()) {
            if (task.isWaiting()) {
                Optional<ClusterName> chosen = free > 0 ? choose(task, fleet.placeable(), last) : Optional.empty();
                if (chosen.isPresent()) {
                    actions.add(new Action.Place(task.id(), chosen.get()));
                    last = chosen.get();
                    free--;
                }
            } else {
                NextStep next = NextStep.of(task, fleet, policies, now);
                next.action().ifPresent(actions::add);
                next.lookAgainAt().ifPresent(at -> lookAgain.put(task.id(), at));
            }
        }
        return new Plan(actions, lookAgain);
    }

    /** The wished-for cluster if it can be had, else any but the one to avoid, else that one. */
    private static Optional<ClusterName> choose(
            TaskView task, List<ClusterName> placeable, @Nullable ClusterName last) {
        if (task.wish() != null && placeable.contains(task.wish())) {
            return Optional.of(task.wish());
        }
        List<ClusterName> others = placeable.stream()
                .filter(cluster -> !cluster.equals(task.avoid()))
                .toList();
        return RoundRobin.next(others.isEmpty() ? placeable : others, last);
    }
}
