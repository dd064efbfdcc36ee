package io.henge.core.decide;

import io.henge.core.attempt.ClusterName;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What a waiting task asks of a cluster. Tasks with the same need get the same answer at the same moment, so that a plan
 * asks as often as there are needs, however many tasks wait.
 *
 * @param wish the cluster that a person wants the task to go to, null for any
 * @param avoid the cluster that it was taken from, which is the last choice; null for none
 */
public record Preference(
        @Nullable ClusterName wish, @Nullable ClusterName avoid) implements Comparable<Preference> {
    /** Any cluster. */
    public static final Preference ANY = new Preference(null, null);

    private static final Comparator<ClusterName> NAMES = Comparator.nullsFirst(Comparator.naturalOrder());

    @Override
    public int compareTo(Preference other) {
        int wishes = NAMES.compare(wish, other.wish);
        return wishes != 0 ? wishes : NAMES.compare(avoid, other.avoid);
    }
}
