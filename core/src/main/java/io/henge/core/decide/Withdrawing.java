package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.failover.FailoverMode;
import io.henge.core.placement.Preference;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Takes attempts whose pods do not do what they should from their clusters, where their tasks can go on: those that find no
 * room, that cannot start, and that run and are unwell. Before it has begun to run, a task is taken from each cluster at
 * most once, and goes to none that it was taken from before: when all were tried, it stays where it is.
 */
final class Withdrawing {
    /** How many may be on their way from one cluster to another at once. */
    static final int AT_ONCE_MAX = 20;

    private final Placement placement;
    private final FleetSnapshot fleet;
    private final Policies policies;
    private final Instant now;

    /** What no other cluster has room for in this turn. */
    private final Set<Preference> inVain = new HashSet<>();

    private int onTheirWay;

    Withdrawing(Placement placement, FleetSnapshot fleet, Policies policies, Instant now) {
        this.placement = placement;
        this.fleet = fleet;
        this.policies = policies;
        this.now = now;
    }

    /** Keeps places for those that are being taken away, before those behind them are given any. */
    void keepPlaces(Collection<AttemptView> leaving) {
        for (AttemptView view : leaving) {
            // One whose cluster fell silent meanwhile may be on its way for long: it keeps nobody else back.
            if (fleet.isWatched(Objects.requireNonNull(view.attempt()))) {
                onTheirWay++;
                Preference elsewhere = view.elsewhere(now);
                if (view.isLeavingUnstarted()) {
                    placement.takeElsewhere(elsewhere, view.isPlaced());
                } else if (view.isPlaced()) {
                    placement.exchange(elsewhere);
                } else {
                    placement.take(elsewhere);
                }
            }
        }
    }

    /** What is to be done about an attempt that may leave, if anything. */
    void next(AttemptView view, List<FleetAction> actions) {
        Optional<Prospect> unwell = Unwell.prospect(view, policies, now);
        if (unwell.isPresent()) {
            nextOfUnwell(view, unwell.get(), actions);
            return;
        }
        Optional<String> lack =
                WantOfRoom.of(view, fleet).filter(words -> WantOfRoom.isLongEnough(view, policies, now));
        Optional<String> trouble = lack.or(() -> Stuck.mayLeave(view, fleet, policies, now));
        Preference elsewhere = view.elsewhere(now);
        if (trouble.isEmpty() || onTheirWay >= AT_ONCE_MAX || inVain.contains(elsewhere)) {
            return;
        }
        Optional<ClusterName> to = placement.takeElsewhere(elsewhere, true);
        if (to.isEmpty()) {
            inVain.add(elsewhere);
            return;
        }
        onTheirWay++;
        Withdrawal word = lack.isPresent()
                ? Withdrawal.forRoom(words(view, lack.get(), to.get()))
                : Withdrawal.stuck("it does not start, while cluster[" + to.get() + "] has room: " + trouble.get());
        actions.add(new FleetAction.Relocate(view.id(), word));
    }

    /** One that runs: its cluster itself may be where it goes on, on another node. */
    private void nextOfUnwell(AttemptView view, Prospect prospect, List<FleetAction> actions) {
        if (prospect.isHandedOverFirst(view, policies, now)) {
            actions.add(new FleetAction.HandOver(view.id()));
        }
        Preference elsewhere = view.elsewhere(now);
        boolean observed = policies.failover().mode() == FailoverMode.OBSERVE;
        if (!prospect.isDue(now)
                || (observed && view.has(Mark.FORESEEN))
                || onTheirWay >= AT_ONCE_MAX
                || !placement.exchange(elsewhere)) {
            return;
        }
        onTheirWay++;
        Instant since = Objects.requireNonNull(view.learnt().start().unwellSince());
        Withdrawal word = Withdrawal.unwell(
                "unwell for " + lasting(since) + ": " + Unwell.of(view, fleet).orElse(prospect.why()));
        actions.add(observed ? new FleetAction.Foresee(view.id(), word) : new FleetAction.Relocate(view.id(), word));
    }

    /** Whether it may leave for what is seen of its pod, all is known that has to be, and nobody else has a word on it. */
    boolean mayLeave(AttemptView view) {
        Attempt attempt = view.attempt();
        if (attempt == null
                || attempt.jobUid() == null
                || !view.isPlaced()
                || view.underWay() != null
                || view.withdrawal() != null
                || view.learnt().reported() != null
                || view.has(Mark.RELEASED)
                || view.has(Mark.UNASKED)) {
            return false;
        }
        boolean unstarted = attempt.startedAt() == null
                && !view.has(Mark.STARTED)
                && !view.preference().wasTakenFrom(attempt.cluster());
        Learnt.Start start = view.learnt().start();
        return start.unwellSince() != null
                || (unstarted && (start.roomlessSince() != null || start.troubleSince() != null));
    }

    private String words(AttemptView view, String lack, ClusterName to) {
        Instant since = Objects.requireNonNull(view.learnt().start().roomlessSince());
        return "no room for " + lasting(since) + ", while cluster[" + to + "] has some: " + lack;
    }

    private Duration lasting(Instant since) {
        return Duration.ofSeconds(Duration.between(since, now).toSeconds());
    }
}
