package io.henge.core.ledger;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;

/** One change of the ledger. Every change can be repeated without harm. */
public sealed interface LedgerWrite {
    /** The row that is changed. */
    AttemptId id();

    <R> R match(Cases<R> cases);

    /** Makes the row of {@code attempt} read as given, whether or not it is there. */
    record Put(Attempt attempt) implements LedgerWrite {
        @Override
        public AttemptId id() {
            return attempt.id();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.put(this);
        }
    }

    /** Makes sure there is no row of {@code attempt}. */
    record Remove(AttemptId id) implements LedgerWrite {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.remove(this);
        }
    }

    /** One method per kind of change. */
    interface Cases<R> {
        R put(Put write);

        R remove(Remove write);
    }
}
