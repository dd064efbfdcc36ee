package io.henge.testkit.ledger;

import io.henge.core.port.Ledger;

class InMemoryLedgerTest extends LedgerContract {
    private final InMemoryLedger ledger = new InMemoryLedger("owner-1");

    @Override
    protected Ledger open() {
        return ledger;
    }
}
