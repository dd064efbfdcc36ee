package io.henge.core.attempt;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt's right to commit ended: with an outcome, or by a fence with a reason and never both.
 *
 * @param outcome how the task ended, null where the attempt was fenced
 * @param reason why it was fenced, in words; null where there is an outcome
 * @param cutShort whether the outcome was decided while the pod may have been running, so that the Job goes as soon as
 *     it can be reached, without waiting for the pod's end
 * @param next what the attempt after this one is to know, null where it is nothing
 */
public record End(
        Instant at,
        @Nullable Outcome outcome,
        @Nullable String reason,
        boolean cutShort,
        @Nullable NextWish next) {
    public End {
        if ((outcome == null) == (reason == null)) {
            throw new IllegalArgumentException("An attempt ends with an outcome or with a reason, but got outcome["
                    + outcome + "] and reason[" + reason + "]");
        }
        if (next != null && outcome != null) {
            throw new IllegalArgumentException(
                    "No attempt follows outcome[" + outcome + "], but got next[" + next + "]");
        }
    }

    AttemptState state() {
        return outcome == null ? AttemptState.FENCED : AttemptState.ENDED;
    }

    /** The same in words that every database holds. */
    End inPlainWords() {
        return new End(
                at,
                outcome == null
                        ? null
                        : new Outcome(outcome.succeeded(), PlainText.of(outcome.message()), outcome.durationMillis()),
                PlainText.of(reason),
                cutShort,
                next == null ? null : new NextWish(next.to(), PlainText.always(next.why())));
    }
}
