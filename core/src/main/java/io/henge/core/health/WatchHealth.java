package io.henge.core.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the watches of one cluster are worth.
 *
 * @param answers whether the cluster has answered them, be it with a part of its list
 * @param listed whether they have listed the cluster, so that what they do not show is not there
 * @param trouble what keeps the cluster from being watched now, so that what is known may be old; null while all is well
 * @param since when it became so, by this Overlord's clock
 */
public record WatchHealth(
        boolean answers, boolean listed, @Nullable String trouble, Instant since) {
    /** What is said of a cluster of which nothing is wrong but that it was not listed yet. */
    public static final String NOT_LISTED = "It has not been listed yet";

    /** Of a cluster that has answered nothing, or everything. */
    public WatchHealth(boolean listed, @Nullable String trouble, Instant since) {
        this(listed, listed, trouble, since);
    }

    /** The same of a cluster that has answered, or not. */
    public WatchHealth answering(boolean yes) {
        return new WatchHealth(yes || listed, listed, trouble, since);
    }

    /** Whether what they show is so, and not only was so. */
    public boolean isWell() {
        return listed && trouble == null;
    }

    /** Why what they show cannot be relied on, in words; null while it can. */
    public @Nullable String whyNot() {
        if (trouble != null) {
            return trouble;
        }
        return listed ? null : NOT_LISTED;
    }

    /** The same with its date if nothing has changed, else what is so from now on. */
    public WatchHealth next(boolean nowListed, @Nullable String nowTrouble, Instant now) {
        boolean same = nowListed == listed && (nowTrouble == null) == (trouble == null);
        return new WatchHealth(answers || nowListed, nowListed, nowTrouble, same ? since : now);
    }
}
