package io.henge.core.decide;

import io.henge.core.attempt.AttemptId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The one place that decides what is done next, as a function of what is known. Each attempt, each stray and each request
 * is decided on its own: one that cannot be is named among the plan's faults, and left as it is.
 */
public final class Planner implements Planning {
    /** As it is meant to be. */
    public static final Planner SOUND = new Planner(NextStep::of);

    /** How soon a thought that failed is tried again. */
    private static final Duration FAULT_PAUSE = Duration.ofSeconds(30);

    private final Steps steps;

    /** @param steps decides on one attempt that does not wait for a cluster */
    public Planner(Steps steps) {
        this.steps = steps;
    }

    /** Decides on one attempt. */
    public interface Steps {
        NextStep next(AttemptView view, FleetSnapshot fleet, Policies policies, Instant now);
    }

    @Override
    public Plan plan(LedgerSnapshot ledger, FleetSnapshot fleet, Policies policies, Instant now) {
        return new Draft(ledger, fleet, policies, now).plan();
    }

    /** One plan in the making. */
    private final class Draft {
        private final LedgerSnapshot ledger;
        private final FleetSnapshot fleet;
        private final Policies policies;
        private final Instant now;
        private final List<Action> actions = new ArrayList<>();
        private final List<FleetAction> fleetActions = new ArrayList<>();
        private final TreeMap<AttemptId, Instant> lookAgain = new TreeMap<>();
        private final List<Fault> faults = new ArrayList<>();

        Draft(LedgerSnapshot ledger, FleetSnapshot fleet, Policies policies, Instant now) {
            this.ledger = ledger;
            this.fleet = fleet;
            this.policies = policies;
            this.now = now;
        }

        Plan plan() {
            for (AttemptView view : ledger.attempts()) {
                if (!alone(view.id().toString(), () -> decide(view))) {
                    lookAgain.put(view.id(), now.plus(FAULT_PAUSE));
                }
            }
            Placement placement = new Placement(ledger, fleet, policies, now);
            Withdrawing withdrawing = new Withdrawing(placement, fleet, policies, now);
            alone(
                    "places of those who leave",
                    () -> withdrawing.keepPlaces(ledger.chores().leaving()));
            alone("placement", () -> placement.give(ledger.waiting(), actions));
            List<Instant> later = new ArrayList<>();
            for (Chores.Stray stray : ledger.chores().strays()) {
                alone(stray.key().toString(), () -> Straying.next(stray, now, fleetActions, later));
            }
            alone(
                    "adoption",
                    () -> fleetActions.addAll(Adopting.next(ledger.chores().adoption())));
            for (Chores.Draining draining : ledger.chores().drains()) {
                alone(
                        "drain of " + draining.cluster(),
                        () -> Evacuation.next(draining, placement, policies, now, fleetActions));
            }
            alone("failover", () -> failOver(placement));
            ledger.attempts().stream()
                    .filter(withdrawing::mayLeave)
                    .forEach(view -> alone(view.id().toString(), () -> withdrawing.next(view, fleetActions)));
            ledger.chores().question().ifPresent(question -> answer(question, placement));
            placement.lookAgainAt(ledger.firstLookEnds()).ifPresent(later::add);
            return new Plan(
                    actions,
                    fleetActions,
                    lookAgain,
                    later.stream().min(Instant::compareTo),
                    placement.allotment(),
                    faults);
        }

        /** What an attempt does anyway comes before a question about it: of its steps one is under way at a time. */
        private void failOver(Placement placement) {
            List<Action> questions = new ArrayList<>();
            new Failover(placement, fleet, policies, now).next(ledger.chores().losses(), questions, fleetActions);
            Set<AttemptId> busy = actions.stream().map(Action::id).collect(Collectors.toSet());
            questions.stream().filter(question -> !busy.contains(question.id())).forEach(actions::add);
        }

        private void decide(AttemptView view) {
            if (view.has(Mark.UNFOLLOWED) && FollowUps.isDue(view, fleet, policies, now)) {
                actions.add(FollowUps.of(view, ledger.familyOf(view.id()), policies));
                return;
            }
            NextStep next = steps.next(view, fleet, policies, now);
            next.action().ifPresent(actions::add);
            next.lookAgainAt().ifPresent(at -> lookAgain.put(view.id(), at));
        }

        private void answer(Chores.Question question, Placement placement) {
            boolean answered = alone(
                    "request " + question.request().number(),
                    () -> fleetActions.add(new Judge(question, fleet, placement, policies, now).ruling()));
            if (!answered) {
                fleetActions.add(new FleetAction.Answer(
                        question.request().number(),
                        Verdict.refused(
                                Verdict.Kind.CONFLICT,
                                "A fault of Henge's own keeps it from being judged; the Overlord's log says more")));
            }
        }

        private boolean alone(String subject, Runnable thought) {
            try {
                thought.run();
                return true;
            } catch (RuntimeException e) {
                faults.add(new Fault(subject, e));
                return false;
            }
        }
    }
}
