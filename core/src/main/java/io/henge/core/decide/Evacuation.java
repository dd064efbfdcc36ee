package io.henge.core.decide;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** What is done at one look at a cluster that is being drained. */
final class Evacuation {
    /** How many attempts are taken away, and how many supervisors asked, at one look, of which there is one a second. */
    static final int AT_ONCE_MAX = 10;

    /** Those come first that were never asked for: many that are asked for again keep none of them waiting. */
    private static final Comparator<AttemptView> LONGEST_WAITING =
            Comparator.comparing(AttemptView::handoverAfter, Comparator.nullsFirst(Comparator.naturalOrder()));

    private Evacuation() {}

    static void next(
            Chores.Draining draining, Placement placement, Policies policies, Instant now, List<FleetAction> actions) {
        if (draining.attempts().isEmpty()) {
            if (!draining.told()) {
                actions.add(new FleetAction.Drained(draining.cluster(), draining.drain()));
            }
            return;
        }
        draining.attempts().stream()
                .filter(view -> Leaving.isToBeHandedOver(view, now))
                .sorted(LONGEST_WAITING)
                .limit(AT_ONCE_MAX)
                .forEach(view -> actions.add(new FleetAction.HandOver(view.id())));
        String who = draining.drain().word().who();
        String why = "cluster[" + draining.cluster() + "] is drained by " + who + ": "
                + draining.drain().word().why();
        // Those that are on their way take what they need before others follow them.
        draining.attempts().stream()
                .filter(view -> view.isPlaced() && view.withdrawal() != null)
                .forEach(view -> placement.take(view.preference()));
        draining.attempts().stream()
                .filter(view -> Leaving.isOverdue(view, draining.drain(), policies, now))
                .filter(view -> placement.take(view.preference()))
                .limit(AT_ONCE_MAX)
                .forEach(view -> actions.add(new FleetAction.Relocate(view.id(), Withdrawal.drained(why, who))));
    }
}
