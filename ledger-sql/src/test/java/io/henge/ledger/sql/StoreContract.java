package io.henge.ledger.sql;

import io.henge.core.port.Ledger;
import io.henge.testkit.ledger.LedgerContract;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;

/**
 * The contract of all ledgers on a database. Each test has its own tables, and each call comes from an Overlord of its
 * own.
 */
abstract class StoreContract extends LedgerContract {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Tables tables = new Tables("druid_" + COUNT.incrementAndGet());

    /** The database of this test. */
    abstract ConnectionSource database();

    /** What version 1.0 wrote after each CREATE TABLE here. */
    String optionsOfOld() {
        return "";
    }

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    ExecutorService threads() {
        return threads;
    }

    Tables tables() {
        return tables;
    }

    @Override
    protected Ledger open() {
        return ledger(true);
    }

    Ledger ledger(boolean mayCreate) {
        return new SqlLedger(database(), tables.base(), () -> "owner-" + COUNT.incrementAndGet(), mayCreate);
    }

    String one(String query) throws SQLException {
        try (Connection connection = database().open();
                PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getString(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = database().open();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }
}
