package io.henge.core.decide;

import io.henge.core.attempt.ClusterName;
import io.henge.core.lease.SeenLease;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is being done about one attempt.
 *
 * @param underWay the step whose result is awaited
 * @param chosen the cluster that the intent names, from when it is being written; null before
 * @param retry when a step that failed may be tried again
 * @param withdrawal that the attempt is to be taken from its cluster, null while nobody says so
 * @param handoverAfter when its supervisor may be asked again to hand it over, null before it was asked
 * @param lease the one by which its peon runs, as far as it was asked about; null before
 */
public record Doing(
        @Nullable Step underWay,
        @Nullable ClusterName chosen,
        Retry retry,
        @Nullable Withdrawal withdrawal,
        @Nullable Instant handoverAfter,
        @Nullable SeenLease lease) {
    /** Nothing. */
    public static final Doing NOTHING = new Doing(null, null, Retry.NONE, null, null, null);

    Doing begun(Step step) {
        return new Doing(step, chosen, retry, withdrawal, handoverAfter, lease);
    }

    Doing placing(ClusterName cluster) {
        return new Doing(Step.PLACE, cluster, retry, withdrawal, handoverAfter, lease);
    }

    /** The step has ended; {@code next} says when there may be another. */
    Doing ended(Retry next) {
        return new Doing(null, chosen, next, withdrawal, handoverAfter, lease);
    }

    Doing retrying(Retry next) {
        return new Doing(underWay, chosen, next, withdrawal, handoverAfter, lease);
    }

    /** Nobody says any more that it is to be taken away. */
    Doing untold() {
        return new Doing(underWay, chosen, retry, null, handoverAfter, lease);
    }

    Doing told(Withdrawal word) {
        return new Doing(underWay, chosen, Retry.NONE, word, handoverAfter, lease);
    }

    Doing handoverAfter(Instant next) {
        return new Doing(underWay, chosen, retry, withdrawal, next, lease);
    }

    Doing lease(SeenLease seen) {
        return new Doing(underWay, chosen, retry, withdrawal, handoverAfter, seen);
    }
}
