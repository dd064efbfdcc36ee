package io.henge.core.ledger;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One change of the ledger. Every change can be repeated without harm. */
public sealed interface LedgerWrite {
    <R> R match(Cases<R> cases);

    /** The attempt whose writes must stay in their order; empty for what stands alone. */
    default Optional<AttemptId> concerns() {
        return Optional.empty();
    }

    /** Makes the row of {@code attempt} read as given, whether or not it is there. */
    record Put(Attempt attempt) implements LedgerWrite {
        @Override
        public Optional<AttemptId> concerns() {
            return Optional.of(attempt.id());
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.put(this);
        }
    }

    /** Makes sure there is no row of {@code attempt}, and none of its publishes. */
    record Remove(AttemptId attempt) implements LedgerWrite {
        @Override
        public Optional<AttemptId> concerns() {
            return Optional.of(attempt);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.remove(this);
        }
    }

    /** Makes the row of a cluster read as given, whether or not it is there. */
    record PutCluster(ClusterRecord cluster) implements LedgerWrite {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.putCluster(this);
        }
    }

    /** Makes the row of a publish read as given, whether or not it is there. */
    record PutPublish(Publish publish) implements LedgerWrite {
        @Override
        public Optional<AttemptId> concerns() {
            return Optional.of(publish.attempt());
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.putPublish(this);
        }
    }

    /** Makes the ledger say that no attempt is placed anywhere, or, by null, that attempts are. */
    record PutPause(ClusterRecord.@Nullable Declaration word) implements LedgerWrite {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.putPause(this);
        }
    }

    /**
     * Makes the history read {@code event} at {@code number}, and forget what is older than the newest
     * {@value LedgerEvent#KEPT_MAX}. Numbers grow by one over all terms.
     */
    record Note(long number, LedgerEvent event) implements LedgerWrite {
        public Note {
            if (number < 1) {
                throw new IllegalArgumentException("Events are numbered from 1, but got [" + number + "]");
            }
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.note(this);
        }
    }

    /**
     * Makes the history of failovers read {@code record} at {@code number}, and forget what is older than the newest
     * {@value FailoverRecord#KEPT_MAX}. Numbers grow by one over all terms, and are not those of events.
     */
    record PutFailover(long number, FailoverRecord record) implements LedgerWrite {
        public PutFailover {
            if (number < 1) {
                throw new IllegalArgumentException("Failovers are numbered from 1, but got [" + number + "]");
            }
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.putFailover(this);
        }
    }

    /** Adds the news to the newest failover of its attempt that was acted on, if one is kept; the first of each kind counts. */
    record TellFailover(FailoverRecord.News news) implements LedgerWrite {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.tellFailover(this);
        }
    }

    /** One method per kind of change. */
    interface Cases<R> {
        R put(Put write);

        R remove(Remove write);

        R putCluster(PutCluster write);

        R putPublish(PutPublish write);

        R putPause(PutPause write);

        R note(Note write);

        R putFailover(PutFailover write);

        R tellFailover(TellFailover write);
    }
}
