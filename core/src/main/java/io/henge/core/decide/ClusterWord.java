package io.henge.core.decide;

import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.ClusterRecord.Declaration;
import io.henge.core.ledger.LedgerEvent;

/** What a person may say of a cluster. What is said already may be said again: the newest word counts. */
public enum ClusterWord {
    /** It is lost: its attempts are taken from it. */
    DEAD(LedgerEvent.Kind.DECLARED_DEAD),
    /** It is not lost any more. */
    ALIVE(LedgerEvent.Kind.DECLARED_ALIVE),
    /** It keeps what it has, and takes no new attempts. */
    CORDON(LedgerEvent.Kind.CORDONED),
    /** It takes attempts again, and those that it has may stay. */
    UNCORDON(LedgerEvent.Kind.UNCORDONED),
    /** It takes no new attempts, and those that it has leave it. */
    DRAIN(LedgerEvent.Kind.DRAINING),
    /** Those that it has may stay. */
    STOP_DRAIN(LedgerEvent.Kind.DRAIN_STOPPED);

    private final LedgerEvent.Kind event;

    ClusterWord(LedgerEvent.Kind event) {
        this.event = event;
    }

    /** What the history calls it. */
    public LedgerEvent.Kind event() {
        return event;
    }

    /** The cluster's record after it was said; of {@code drain}, only {@link #DRAIN} keeps more than the word. */
    public ClusterRecord on(ClusterRecord record, ClusterRecord.Drain drain) {
        Declaration said = drain.word();
        return switch (this) {
            case DEAD -> record.declaredDead(said);
            case ALIVE -> record.declaredDead(null);
            case CORDON -> record.cordoned(said);
            case UNCORDON -> record.cordoned(null).draining(null);
            case DRAIN -> record.draining(drain);
            case STOP_DRAIN -> record.draining(null);
        };
    }
}
