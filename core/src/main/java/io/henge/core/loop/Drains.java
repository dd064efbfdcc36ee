package io.henge.core.loop;

import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.Chores;
import io.henge.core.decide.Mark;
import io.henge.core.ledger.ClusterRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The clusters that are being drained, each looked at once a second. Only the loop's thread may use it. */
final class Drains {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final LoopState state;
    private final Set<ClusterName> registered;

    /** Those of them on which something was left when they were last looked at. */
    private final Set<ClusterName> busy = new TreeSet<>();

    private Instant next = Instant.MIN;

    Drains(LoopState state, Set<ClusterName> registered) {
        this.state = state;
        this.registered = registered;
    }

    /** What is to be looked at in this turn. */
    List<Chores.Draining> views(Instant now) {
        if (now.isBefore(next)) {
            return List.of();
        }
        List<Chores.Draining> all = new ArrayList<>();
        for (ClusterName cluster : registered) {
            ClusterRecord record = state.record(cluster);
            if (record.drain() == null || record.dead() != null) {
                busy.remove(cluster);
                continue;
            }
            List<AttemptView> left = left(state.table(), cluster);
            all.add(new Chores.Draining(cluster, record.drain(), left, busy.contains(cluster)));
            if (left.isEmpty()) {
                busy.remove(cluster);
            } else {
                busy.add(cluster);
            }
        }
        // One that is drained from now on is looked at in its first turn, if none was before.
        next = all.isEmpty() ? next : now.plus(EVERY);
        return all;
    }

    /** The attempts of which a Job or a pod may be left on the cluster. */
    static List<AttemptView> left(AttemptTable table, ClusterName cluster) {
        return table.on(cluster).stream()
                .flatMap(id -> table.find(id).stream())
                .filter(view -> view.attempt() != null && !view.has(Mark.PURGED))
                .toList();
    }

    /** When to look again, if anything is being drained that is not empty. */
    Optional<Instant> next() {
        return busy.isEmpty() ? Optional.empty() : Optional.of(next);
    }
}
