package io.henge.core.decide;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.placement.Preference;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.function.Function;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePSet;

/**
 * The tasks that wait for a cluster, by what they ask of it: in each, the higher priority first, then the older one. One that is
 * changed shares all but the change with the one before.
 */
public record WaitingQueue(PMap<Preference, PSortedSet<AttemptView>> byPreference, int size) {
    /** The higher priority first, then the older task. */
    public static final Comparator<AttemptView> FIRST_COME =
            order(AttemptView::traits, AttemptView::acceptedAt, AttemptView::id);

    public static final WaitingQueue EMPTY = new WaitingQueue(HashTreePMap.empty(), 0);

    /** That order of whatever tells of a task. */
    public static <T> Comparator<T> order(
            Function<T, TaskTraits> traits, Function<T, Instant> acceptedAt, Function<T, AttemptId> id) {
        return Comparator.comparing((T one) -> traits.apply(one).priority(), Comparator.reverseOrder())
                .thenComparing(acceptedAt)
                .thenComparing(id);
    }

    public WaitingQueue plus(AttemptView view) {
        PSortedSet<AttemptView> before = byPreference.getOrDefault(view.preference(), TreePSet.empty(FIRST_COME));
        PSortedSet<AttemptView> after = before.plus(view);
        return new WaitingQueue(byPreference.plus(view.preference(), after), size + after.size() - before.size());
    }

    public WaitingQueue minus(AttemptView view) {
        PSortedSet<AttemptView> before = byPreference.getOrDefault(view.preference(), TreePSet.empty(FIRST_COME));
        PSortedSet<AttemptView> after = before.minus(view);
        return new WaitingQueue(
                after.isEmpty() ? byPreference.minus(view.preference()) : byPreference.plus(view.preference(), after),
                size + after.size() - before.size());
    }

    /** Those of one preference in their order, for each that anybody has; in no order of preferences. */
    public Collection<? extends NavigableSet<AttemptView>> lines() {
        return byPreference.values();
    }
}
