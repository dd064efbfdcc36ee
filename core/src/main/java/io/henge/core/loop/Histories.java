package io.henge.core.loop;

import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.FailoverFilter;
import io.henge.core.ledger.FailoverRecord;
import io.henge.core.ledger.LedgerEvent;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.port.Ledger;

/** The entries that a term adds to the histories of the ledger: events and failovers, each with numbers of their own. */
final class Histories {
    private final Ledger ledger;
    private final Numbering events = new Numbering(this::newestEvent);
    private final Numbering failovers = new Numbering(this::newestFailover);

    Histories(Ledger ledger) {
        this.ledger = ledger;
    }

    /** One more event, with its place in this term for a number. */
    LedgerWrite entry(LedgerEvent event) {
        return new LedgerWrite.Note(events.next(), event);
    }

    /** One more failover, likewise. */
    LedgerWrite entry(FailoverRecord failover) {
        return new LedgerWrite.PutFailover(failovers.next(), failover);
    }

    /** A write as the store gets it: an entry's number is known only on the writer's thread, which may ask the store. */
    LedgerWrite numbered(LedgerWrite write) {
        if (write instanceof LedgerWrite.Note note) {
            return new LedgerWrite.Note(events.at(note.number()), note.event());
        }
        if (write instanceof LedgerWrite.PutFailover put) {
            return new LedgerWrite.PutFailover(failovers.at(put.number()), put.record());
        }
        return write;
    }

    private long newestEvent() {
        return ledger.events(EventFilter.ALL, Long.MAX_VALUE, 1).stream()
                .mapToLong(LedgerWrite.Note::number)
                .findFirst()
                .orElse(0);
    }

    private long newestFailover() {
        return ledger.failovers(FailoverFilter.ALL, Long.MAX_VALUE, 1).stream()
                .mapToLong(LedgerWrite.PutFailover::number)
                .findFirst()
                .orElse(0);
    }
}
