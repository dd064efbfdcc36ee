package io.henge.core.decide;

import java.util.Comparator;
import java.util.NavigableSet;
import java.util.SortedMap;
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * The tasks that wait for a cluster, by their needs: in each, the higher priority first, then the older one. One that is
 * changed shares all but the change with the one before.
 */
public record WaitingQueue(PSortedMap<Preference, PSortedSet<AttemptView>> byPreference, int size) {
    /** The higher priority first, then the older task. */
    public static final Comparator<AttemptView> FIRST_COME = Comparator.comparing(
                    (AttemptView view) -> view.traits().priority(), Comparator.reverseOrder())
            .thenComparing(AttemptView::acceptedAt)
            .thenComparing(AttemptView::id);

    public static final WaitingQueue EMPTY = new WaitingQueue(TreePMap.empty(), 0);

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

    /** Those of one need in their order, for each need that anybody has. */
    public SortedMap<Preference, ? extends NavigableSet<AttemptView>> lines() {
        return byPreference;
    }
}
