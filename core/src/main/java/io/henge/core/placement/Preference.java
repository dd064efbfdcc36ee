package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a waiting task asks of a cluster. Tasks with the same one get the same answer at the same moment, so that a plan
 * asks as often as there are preferences, however many tasks wait.
 *
 * @param wish the cluster that a person wants the task to go to, null for any
 * @param setbacks where it did not get on; of each cluster the newest
 * @param asked what it asks for, never less than {@code least}
 * @param least what its pod asks for at least, as follows from earlier attempts
 */
public record Preference(
        @Nullable ClusterName wish, SortedMap<ClusterName, Setback> setbacks, Asked asked, Resources least) {
    private static final SortedMap<ClusterName, Setback> NO_SETBACKS = Collections.emptySortedMap();

    /** Any cluster. */
    public static final Preference ANY = of(Asked.NOTHING);

    public Preference {
        setbacks = setbacks.isEmpty() ? NO_SETBACKS : Collections.unmodifiableSortedMap(new TreeMap<>(setbacks));
    }

    /** The same of a task that asks for something else. */
    public Preference asking(Asked other) {
        return new Preference(wish, setbacks, raised(other, least), least);
    }

    /** The same where a person wants it to go there; null for nowhere. */
    public Preference wishing(@Nullable ClusterName to) {
        return new Preference(to, setbacks, asked, least);
    }

    /** The same after one setback more; that it was taken from there once stays so. */
    public Preference after(ClusterName cluster, Setback setback) {
        TreeMap<ClusterName, Setback> more = new TreeMap<>(setbacks);
        more.merge(cluster, setback, (before, newest) -> newest.behind(before));
        return new Preference(wish, more, asked, least);
    }

    /** The same after those of another one. */
    public Preference afterThoseOf(Preference other) {
        return new Preference(wish, other.setbacks, asked, least);
    }

    /** The same where its pod asks for so much at least, whatever is asked for later on. */
    public Preference needingAtLeast(Resources more) {
        return more.isNone() ? this : new Preference(wish, setbacks, raised(asked, more), least.max(more));
    }

    private static Asked raised(Asked asked, Resources least) {
        return least.isNone() ? asked : asked.needing(asked.needs().atLeast(least));
    }

    /** How many attempts of the task were taken from their clusters within the last hour, as far as is known. */
    public long takenLately(Instant now) {
        return setbacks.values().stream()
                .flatMap(setback -> setback.takenLately(now))
                .count();
    }

    /** Whether an attempt of the task was taken from there. */
    public boolean wasTakenFrom(ClusterName cluster) {
        @Nullable Setback setback = setbacks.get(cluster);
        return setback != null && setback.kind() == Setback.Kind.TAKEN;
    }

    /** Of a first attempt. */
    public static Preference of(Asked asked) {
        return new Preference(null, NO_SETBACKS, asked, Resources.NONE);
    }
}
