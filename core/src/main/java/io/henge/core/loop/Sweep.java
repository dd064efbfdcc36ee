package io.henge.core.loop;

import io.henge.core.attempt.AttemptId;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is looked at although nothing was told of it: all attempts on a cluster that has changed, those whose turn has come in
 * the round, and what a new leader finds and is handed over again. Not all at once: a turn about many thousands of attempts would keep those waiting that something has happened
 * to, and every task that is to be placed. Each attempt is thought about on its own, so that nothing depends on which turn
 * looks at it. Only the loop's thread may use it.
 */
final class Sweep {
    /** A turn about them takes a few hundredths of a second. */
    static final int AT_ONCE_MAX = 1_000;

    private final int atOnceMax;
    private final Round<AttemptId> round = new Round<>();

    /** Bounded by the number of attempts. */
    private final Set<AttemptId> left = new LinkedHashSet<>();

    /** Those of which nobody has been told anything yet; bounded likewise. */
    private final Set<AttemptId> untold = new LinkedHashSet<>();

    /** @param atOnceMax how many are looked at in one turn, beside those that something was told of */
    Sweep(int atOnceMax) {
        this.atOnceMax = atOnceMax;
    }

    /** These are to be looked at; those that are already waiting for it keep their turn. */
    void add(Collection<AttemptId> attempts) {
        left.addAll(attempts);
    }

    /** The same of attempts that were not known before: readers are to be told of them at once. */
    void addNew(Collection<AttemptId> attempts) {
        add(attempts);
        untold.addAll(attempts);
    }

    /** Takes out those that readers are to be told of. */
    List<AttemptId> takeUntold() {
        List<AttemptId> taken = List.copyOf(untold);
        untold.clear();
        return taken;
    }

    /** These are to be looked at, but for those that cannot wait for their turn, which are returned. */
    List<AttemptId> addBut(Predicate<AttemptId> first, Collection<AttemptId> attempts) {
        Map<Boolean, List<AttemptId>> byHaste = attempts.stream().collect(Collectors.partitioningBy(first));
        add(byHaste.getOrDefault(false, List.of()));
        return byHaste.getOrDefault(true, List.of());
    }

    /** The attempts whose turn has come in the round. */
    List<AttemptId> nextOfRound(NavigableSet<AttemptId> all) {
        return round.next(all);
    }

    /** Takes out those that are looked at in this turn. */
    void takeInto(Set<AttemptId> changed) {
        Iterator<AttemptId> each = left.iterator();
        for (int i = 0; i < atOnceMax && each.hasNext(); i++) {
            changed.add(each.next());
            each.remove();
        }
    }

    /** Whether nothing is left for the next turn. */
    boolean isDone() {
        return left.isEmpty();
    }
}
