package io.henge.ledger.sql;

import org.junit.jupiter.api.AfterEach;

/** The contract on Derby. */
class SqlLedgerOnDerbyTest extends SqlStoreContract {
    private final DerbyDatabase database = new DerbyDatabase();

    @AfterEach
    void drop() {
        database.close();
    }

    @Override
    ConnectionSource database() {
        return database;
    }
}
