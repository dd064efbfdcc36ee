package io.henge.core.decide;

import io.henge.core.attempt.AttemptId;
import io.henge.core.failover.FailoverMode;
import io.henge.core.placement.Preference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes attempts from clusters that are lost: only where something else can take their tasks, the most urgent first, and of
 * all clusters together no more at a time than the rate allows.
 */
final class Failover {
    private final Placement placement;
    private final FleetSnapshot fleet;
    private final Policies policies;
    private final Instant now;

    /** What no cluster has room for in this turn. */
    private final Set<Preference> inVain = new HashSet<>();

    Failover(Placement placement, FleetSnapshot fleet, Policies policies, Instant now) {
        this.placement = placement;
        this.fleet = fleet;
        this.policies = policies;
        this.now = now;
    }

    /** One that may be taken, with what becomes of it. */
    private record Candidate(AttemptView view, ClusterFacts cluster) {}

    void next(List<Chores.Loss> losses, List<Action> questions, List<FleetAction> actions) {
        losses.forEach(loss -> handOver(loss, actions));
        List<Candidate> candidates = new ArrayList<>();
        int onTheirWay = 0;
        int asked = 0;
        for (Chores.Loss loss : losses) {
            for (AttemptView view : loss.attempts()) {
                if (asked < policies.failover().rate()) {
                    Optional<Action> question = Exclusion.question(view, fleet, now);
                    question.ifPresent(questions::add);
                    asked += question.isPresent() ? 1 : 0;
                }
                if (view.isLeavingLost() && view.isPlaced()) {
                    onTheirWay++;
                    placement.exchange(view.elsewhere(now));
                }
            }
            candidates.addAll(candidates(loss));
        }
        candidates.stream()
                .sorted(Comparator.comparing(Candidate::view, WaitingQueue.FIRST_COME))
                .filter(one -> hasPlaceElsewhere(one.view()))
                .limit(Math.max(0, policies.failover().rate() - onTheirWay))
                .forEach(one -> actions.add(action(one)));
    }

    /** Of those that are to leave gracefully, the supervisors are asked before. */
    private void handOver(Chores.Loss loss, List<FleetAction> actions) {
        lost(loss)
                .ifPresent(cluster -> loss.attempts().stream()
                        .filter(this::mayBeTaken)
                        .filter(view ->
                                Prospect.of(view, cluster, policies, now).isHandedOverFirst(view, policies, now))
                        .limit(Evacuation.AT_ONCE_MAX)
                        .forEach(view -> actions.add(new FleetAction.HandOver(view.id()))));
    }

    private Optional<ClusterFacts> lost(Chores.Loss loss) {
        return Optional.ofNullable(fleet.clusters().get(loss.cluster())).filter(ClusterFacts::isLost);
    }

    private List<Candidate> candidates(Chores.Loss loss) {
        @Nullable ClusterFacts cluster = lost(loss).orElse(null);
        if (cluster == null || !loss.told()) {
            return List.of();
        }
        List<AttemptView> due = loss.attempts().stream()
                .filter(view -> mayBeTaken(view)
                        && Prospect.of(view, cluster, policies, now).isDue(now))
                .toList();
        // Sub-tasks end with their parent, who makes new ones where it goes on.
        Set<AttemptId> taken = due.stream().map(AttemptView::id).collect(Collectors.toSet());
        return due.stream()
                .filter(view -> view.traits().parent() == null
                        || !taken.contains(view.traits().parent()))
                .map(view -> new Candidate(view, cluster))
                .toList();
    }

    /** Whether nobody else has a word on it, and all that has to be known of it is. */
    private boolean mayBeTaken(AttemptView view) {
        return view.isPlaced()
                && view.withdrawal() == null
                && view.learnt().reported() == null
                && !view.has(Mark.RELEASED)
                && !view.has(Mark.UNASKED)
                && !(policies.failover().mode() == FailoverMode.OBSERVE && view.has(Mark.FORESEEN));
    }

    private boolean hasPlaceElsewhere(AttemptView view) {
        Preference elsewhere = view.elsewhere(now);
        if (inVain.contains(elsewhere)) {
            return false;
        }
        boolean found = placement.exchange(elsewhere);
        if (!found) {
            inVain.add(elsewhere);
        }
        return found;
    }

    private FleetAction action(Candidate one) {
        String why = "cluster[" + one.cluster().name() + "] is lost: "
                + one.cluster().health().lostWords(now);
        Withdrawal word = Withdrawal.lost(why, one.cluster().vitals().signs().words());
        return policies.failover().mode() == FailoverMode.OBSERVE
                ? new FleetAction.Foresee(one.view().id(), word)
                : new FleetAction.Relocate(one.view().id(), word);
    }
}
