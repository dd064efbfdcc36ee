package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;
import org.jspecify.annotations.Nullable;

/**
 * What a waiting task asks of a cluster. Tasks with the same one get the same answer at the same moment, so that a plan
 * asks as often as there are preferences, however many tasks wait.
 *
 * @param wish the cluster that a person wants the task to go to, null for any
 * @param avoid the cluster that it was taken from, which is the last choice; null for none
 */
public record Preference(
        @Nullable ClusterName wish, @Nullable ClusterName avoid, Asked asked) {
    /** Any cluster. */
    public static final Preference ANY = of(Asked.NOTHING);

    /** The same of a task that asks for something else. */
    public Preference asking(Asked other) {
        return new Preference(wish, avoid, other);
    }

    /** Of a first attempt. */
    public static Preference of(Asked asked) {
        return new Preference(null, null, asked);
    }
}
