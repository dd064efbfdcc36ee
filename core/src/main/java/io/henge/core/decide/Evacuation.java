package io.henge.core.decide;

import java.time.Instant;
import java.util.List;

/** What is done at one look at a cluster that is being drained. */
final class Evacuation {
    /** How many attempts are taken away, and how many supervisors asked, at one look, of which there is one a second. */
    static final int AT_ONCE_MAX = 10;

    private Evacuation() {}

    static void next(
            Chores.Draining draining,
            FleetSnapshot fleet,
            Placement placement,
            Policies policies,
            Instant now,
            List<FleetAction> actions) {
        if (draining.attempts().isEmpty()) {
            if (draining.busy()) {
                actions.add(new FleetAction.Drained(draining.cluster(), draining.drain()));
            }
            return;
        }
        draining.attempts().stream()
                .filter(view -> Leaving.isToBeHandedOver(view, policies))
                .limit(AT_ONCE_MAX)
                .forEach(view -> actions.add(new FleetAction.HandOver(view.id())));
        String who = draining.drain().word().who();
        String why = "cluster[" + draining.cluster() + "] is drained by " + who + ": "
                + draining.drain().word().why();
        draining.attempts().stream()
                .filter(view -> Leaving.isOverdue(view, draining.drain(), policies, now))
                .limit(Math.min(AT_ONCE_MAX, room(draining, fleet, placement)))
                .forEach(
                        view -> actions.add(new FleetAction.Relocate(view.id(), new Withdrawal(why, null, who, null))));
    }

    /** How many more can go on elsewhere, without those that are on their way there. */
    private static long room(Chores.Draining draining, FleetSnapshot fleet, Placement placement) {
        if (fleet.pause() != null) {
            return 0;
        }
        long free = fleet.clusters().keySet().stream()
                .filter(cluster -> !cluster.equals(draining.cluster()))
                .mapToLong(placement::freeOn)
                .max()
                .orElse(0);
        long onTheirWay = draining.attempts().stream()
                .filter(view -> view.isPlaced() && view.withdrawal() != null)
                .count();
        return Math.max(0, free - onTheirWay);
    }
}
