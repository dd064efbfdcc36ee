package io.henge.testkit.fleet;

import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.Term;
import io.henge.core.port.Ledger;
import io.henge.core.port.LedgerException;
import java.util.List;

/** The ledger as one process reaches it: not any more once the process has ended. */
final class ProcessLedger extends ForwardingLedger {
    private final Fuse fuse;

    ProcessLedger(Ledger ledger, Fuse fuse) {
        super(ledger);
        this.fuse = fuse;
    }

    @Override
    public void write(Term term, List<LedgerWrite> writes) {
        if (!fuse.passes()) {
            throw new LedgerException("The process has ended", null);
        }
        super.write(term, writes);
    }
}
