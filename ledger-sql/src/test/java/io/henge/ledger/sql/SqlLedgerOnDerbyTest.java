package io.henge.ledger.sql;

import io.henge.core.port.Ledger;
import io.henge.testkit.ledger.LedgerContract;
import org.junit.jupiter.api.AfterEach;

/** The contract on Derby; each call to the store comes from an Overlord of its own. */
class SqlLedgerOnDerbyTest extends LedgerContract {
    private final DerbyDatabase database = new DerbyDatabase();

    @AfterEach
    void drop() {
        database.close();
    }

    @Override
    protected Ledger open() {
        return database.ledger();
    }
}
