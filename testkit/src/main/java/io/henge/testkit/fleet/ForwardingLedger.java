package io.henge.testkit.fleet;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.FailoverFilter;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.Publish;
import io.henge.core.ledger.Term;
import io.henge.core.port.Ledger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A ledger that hands every call on to another one; a subclass changes some. */
public class ForwardingLedger implements Ledger {
    private final Ledger ledger;

    public ForwardingLedger(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String owner() {
        return ledger.owner();
    }

    @Override
    public Term lead(String holder, Instant now) {
        return ledger.lead(holder, now);
    }

    @Override
    public List<Attempt> attempts() {
        return ledger.attempts();
    }

    @Override
    public Set<ClusterName> adopted() {
        return ledger.adopted();
    }

    @Override
    public List<ClusterRecord> clusters() {
        return ledger.clusters();
    }

    @Override
    public Optional<ClusterRecord.Declaration> pause() {
        return ledger.pause();
    }

    @Override
    public List<Publish> publishes(AttemptId attempt) {
        return ledger.publishes(attempt);
    }

    @Override
    public List<LedgerWrite.Note> events(EventFilter filter, long before, int limit) {
        return ledger.events(filter, before, limit);
    }

    @Override
    public List<LedgerWrite.PutFailover> failovers(FailoverFilter filter, long before, int limit) {
        return ledger.failovers(filter, before, limit);
    }

    @Override
    public void write(Term term, List<LedgerWrite> writes) {
        ledger.write(term, writes);
    }
}
