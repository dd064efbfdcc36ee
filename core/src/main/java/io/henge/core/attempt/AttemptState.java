package io.henge.core.attempt;

/**
 * The durable state of an attempt. Finer states (submitted, pending, running, limbo) are seen, never stored.
 *
 * <p>There is no state for "purged": a row whose Job and pods are confirmed gone, and that Druid has let go of, leaves
 * the ledger.
 */
public enum AttemptState {
    /** The intent to run there is recorded: a Job may exist, at this address and nowhere else. */
    PLACED,
    /** The outcome is recorded; the Job may still exist. */
    ENDED,
    /** The right to commit is ended and the outcome of no interest; the Job may still exist. */
    FENCED;

    /** Whether a row may go from this state to {@code next}; staying is allowed, since a write may be repeated. */
    public boolean canBecome(AttemptState next) {
        return switch (this) {
            case PLACED -> true;
            case ENDED -> next == ENDED;
            case FENCED -> next == FENCED;
        };
    }
}
