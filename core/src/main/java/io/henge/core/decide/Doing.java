package io.henge.core.decide;

import io.henge.core.attempt.ClusterName;
import org.jspecify.annotations.Nullable;

/**
 * What is being done about one attempt.
 *
 * @param underWay the step whose result is awaited
 * @param chosen the cluster that the intent names, from when it is being written; null before
 * @param retry when a step that failed may be tried again
 * @param withdrawal that the attempt is to be taken from its cluster, null while nobody says so
 */
public record Doing(
        @Nullable Step underWay,
        @Nullable ClusterName chosen,
        Retry retry,
        @Nullable Withdrawal withdrawal) {
    /** Nothing. */
    public static final Doing NOTHING = new Doing(null, null, Retry.NONE, null);

    Doing begun(Step step) {
        return new Doing(step, chosen, retry, withdrawal);
    }

    Doing placing(ClusterName cluster) {
        return new Doing(Step.PLACE, cluster, retry, withdrawal);
    }

    /** The step has ended; {@code next} says when there may be another. */
    Doing ended(Retry next) {
        return new Doing(null, chosen, next, withdrawal);
    }

    Doing retrying(Retry next) {
        return new Doing(underWay, chosen, next, withdrawal);
    }

    /** Nobody says any more that it is to be taken away. */
    Doing untold() {
        return new Doing(underWay, chosen, retry, null);
    }

    Doing told(Withdrawal word) {
        return new Doing(underWay, chosen, Retry.NONE, word);
    }
}
