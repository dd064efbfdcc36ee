package io.henge.core.failover;

import io.henge.core.ledger.Publish;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Whether anything of an attempt is in the metadata store already; asked when nobody acts for the attempt any more. */
public enum PublishFate {
    /** Nothing is there, and nothing can come. */
    NOTHING,
    COMMITTED,
    /** A former leader let a publish through, and it is not there: it may still come. */
    UNKNOWN;

    /**
     * The fate of all that an attempt tried to publish.
     *
     * @param epoch the present term, in which nothing is under way any more
     * @param stored finds out which segments of a publish are in the metadata store
     */
    public static PublishFate of(List<Publish> publishes, long epoch, Function<Publish, Set<String>> stored) {
        PublishFate fate = NOTHING;
        for (Publish publish : publishes) {
            boolean there = publish.committed()
                    || (!publish.segments().isEmpty() && stored.apply(publish).containsAll(publish.segments()));
            if (there) {
                return COMMITTED;
            }
            if (publish.epoch() != epoch) {
                fate = UNKNOWN;
            }
        }
        return fate;
    }
}
