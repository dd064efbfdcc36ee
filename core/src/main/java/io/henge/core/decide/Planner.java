package io.henge.core.decide;

import io.henge.core.attempt.AttemptId;
import io.henge.core.placement.Choice;
import io.henge.core.placement.RoundRobin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The one place that decides what is done next, as a function of what is known. Same inputs, same plan. */
public final class Planner {
    private Planner() {}

    /** What is to be done at {@code now} for the tasks of {@code ledger}: at most one action per task. */
    public static Plan plan(LedgerSnapshot ledger, FleetSnapshot fleet, Policies policies, Instant now) {
        List<Action> actions = new ArrayList<>();
        TreeMap<AttemptId, Instant> lookAgain = new TreeMap<>();
        Placement places = new Placement(ledger.live(), fleet, policies);
        SplittableRandom chance = new SplittableRandom(ledger.seed());
        RoundRobin turns = ledger.turns();
        for (AttemptView task : ledger.tasks()) {
            if (task.isWaiting()) {
                Optional<Choice> choice = places.take(task, turns, chance);
                if (choice.isPresent()) {
                    actions.add(new Action.Place(task.id(), choice.get().cluster()));
                    turns = choice.get().turns();
                }
            } else {
                NextStep next = NextStep.of(task, fleet, policies, now);
                next.action().ifPresent(actions::add);
                next.lookAgainAt().ifPresent(at -> lookAgain.put(task.id(), at));
            }
        }
        return new Plan(actions, lookAgain, turns, places.why());
    }
}
