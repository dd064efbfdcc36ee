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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The clusters that are being drained, each looked at once a second. Only the loop's thread may use it. */
final class Drains {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final LoopState state;
    private final Supplier<Set<ClusterName>> registered;

    /** Of which drain nothing was left when a cluster was last looked at; what was so in an earlier term is not known. */
    private final Map<ClusterName, ClusterRecord.Drain> told = new TreeMap<>();

    /** Whether there is something to look at again: something was left anywhere, or a look was not due yet. */
    private boolean again;

    private Instant next = Instant.MIN;

    /** @param registered the clusters that are registered now */
    Drains(LoopState state, Supplier<Set<ClusterName>> registered) {
        this.state = state;
        this.registered = registered;
    }

    /** What is to be looked at in this turn. */
    List<Chores.Draining> views(Instant now) {
        if (now.isBefore(next)) {
            again = true;
            return List.of();
        }
        List<Chores.Draining> all = new ArrayList<>();
        again = false;
        for (ClusterName cluster : registered.get()) {
            ClusterRecord record = state.record(cluster);
            if (record.drain() == null || record.dead() != null) {
                told.remove(cluster);
                continue;
            }
            ClusterRecord.Drain drain = record.drain();
            List<AttemptView> left = left(state.table(), cluster);
            all.add(new Chores.Draining(cluster, drain, left, drain.equals(told.get(cluster))));
            if (left.isEmpty()) {
                told.put(cluster, drain);
            } else {
                told.remove(cluster);
                again = true;
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

    /** When to look again, if that is to be done also where nothing else happens. */
    Optional<Instant> next() {
        return again ? Optional.of(next) : Optional.empty();
    }
}
