package io.henge.core.decide;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.failover.Disposition;
import io.henge.core.ledger.ClusterRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What comes of an operator's word.
 *
 * @param refusal why nothing was done, null if it was
 * @param consequences what becomes of each attempt that it concerns
 * @param cluster what is recorded now of the cluster that it is about; null where it is refused, or about something else
 * @param isOnPlacement whether it is about placement as a whole
 * @param pause the word that placement is paused; null where it is not, or the verdict is about something else
 */
public record Verdict(
        @Nullable Refusal refusal,
        List<Consequence> consequences,
        @Nullable ClusterRecord cluster,
        boolean isOnPlacement,
        ClusterRecord.@Nullable Declaration pause) {
    /** What is wrong with a word, in a sentence for whoever said it. */
    public record Refusal(Kind kind, String message) {}

    /** How REST answers a refusal. */
    public enum Kind {
        NOT_FOUND,
        /** It can never be done. */
        INVALID,
        /** It cannot be done as things are. */
        CONFLICT
    }

    /**
     * What becomes of one attempt.
     *
     * @param disposition if it were taken away
     * @param leaving how it leaves a cluster that is drained, null where the verdict is on something else
     */
    public record Consequence(
            AttemptId attempt,
            ClusterName cluster,
            Disposition disposition,
            @Nullable Leaving leaving) {
        public Consequence(AttemptId attempt, ClusterName cluster, Disposition disposition) {
            this(attempt, cluster, disposition, null);
        }
    }

    public Verdict {
        consequences = List.copyOf(consequences);
    }

    public static Verdict refused(Kind kind, String message) {
        return new Verdict(new Refusal(kind, message), List.of(), null, false, null);
    }

    /** On a task. */
    public static Verdict of(List<Consequence> consequences) {
        return new Verdict(null, consequences, null, false, null);
    }

    /** On a cluster. */
    public static Verdict of(List<Consequence> consequences, ClusterRecord cluster) {
        return new Verdict(null, consequences, cluster, false, null);
    }

    /** On placement as a whole, which is paused by this word, or by null is not. */
    public static Verdict paused(ClusterRecord.@Nullable Declaration word) {
        return new Verdict(null, List.of(), null, true, word);
    }
}
