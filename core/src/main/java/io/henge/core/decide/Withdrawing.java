package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
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
 * Takes attempts whose pods find no room from their clusters, where another one has room for them. A task is taken from each
 * cluster at most once, and goes to none that it was taken from before: when all were tried, it stays where it is.
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
                placement.takeElsewhere(view.elsewhere(now), view.isPlaced());
            }
        }
    }

    /** What is to be done about an attempt that may leave, if anything. */
    void next(AttemptView view, List<FleetAction> actions) {
        Optional<String> lack = WantOfRoom.of(view, fleet);
        Preference elsewhere = view.elsewhere(now);
        if (lack.isEmpty() || onTheirWay >= AT_ONCE_MAX || inVain.contains(elsewhere)) {
            return;
        }
        Optional<ClusterName> to = placement.takeElsewhere(elsewhere, true);
        if (to.isEmpty()) {
            inVain.add(elsewhere);
            return;
        }
        onTheirWay++;
        actions.add(new FleetAction.Relocate(view.id(), Withdrawal.forRoom(words(view, lack.get(), to.get()))));
    }

    /** Whether it has been without room for long, has done nothing yet, is known where it may go, and nobody else has a word on it. */
    boolean mayLeave(AttemptView view) {
        Attempt attempt = view.attempt();
        return attempt != null
                && WantOfRoom.isLongEnough(view, policies, now)
                && attempt.startedAt() == null
                && attempt.jobUid() != null
                && view.underWay() == null
                && view.withdrawal() == null
                && view.learnt().reported() == null
                && !view.has(Mark.RELEASED)
                && !view.has(Mark.UNASKED)
                && !view.has(Mark.STARTED)
                && !view.preference().wasTakenFrom(attempt.cluster());
    }

    private String words(AttemptView view, String lack, ClusterName to) {
        Instant since = Objects.requireNonNull(view.learnt().start().roomlessSince());
        return "no room for " + Duration.ofSeconds(Duration.between(since, now).toSeconds()) + ", while cluster[" + to
                + "] has some: " + lack;
    }
}
