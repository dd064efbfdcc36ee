package io.henge.ledger.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** An empty Derby database in memory, gone when closed. */
final class DerbyDatabase implements ConnectionSource, AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Derby's way to say that a database was dropped, now or before: an exception. */
    private static final Set<String> DROPPED = Set.of("08006", "XJ004");

    static {
        System.setProperty("derby.stream.error.file", "target/derby.log");
        // A minute and 20 s by default: Overlords that make tables together wait for each other, and lock each other
        // out.
        System.setProperty("derby.locks.waitTimeout", "5");
        System.setProperty("derby.locks.deadlockTimeout", "1");
    }

    private final String url = "jdbc:derby:memory:ledger-" + COUNT.incrementAndGet();

    DerbyDatabase() {
        try {
            DriverManager.getConnection(url + ";create=true").close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A ledger with tables called {@code druid_henge_...}, which names its owner after its own number. */
    SqlLedger ledger() {
        return new SqlLedger(this, "druid", () -> "owner-" + COUNT.incrementAndGet(), true);
    }

    @Override
    public Connection open() throws SQLException {
        return DriverManager.getConnection(url);
    }

    /** A connection as a user of whom the database has no schema yet. */
    Connection openAs(String user) throws SQLException {
        return DriverManager.getConnection(url, user, "secret");
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = open();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    /** The first column of the first row. */
    String text(String query) throws SQLException {
        try (Connection connection = open();
                PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getString(1);
        }
    }

    long count(String table) throws SQLException {
        try (Connection connection = open();
                PreparedStatement statement = connection.prepareStatement("SELECT COUNT(*) FROM " + table);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() {
        try {
            DriverManager.getConnection(url + ";drop=true").close();
        } catch (SQLException e) {
            if (!DROPPED.contains(e.getSQLState())) {
                throw new IllegalStateException(e);
            }
        }
    }
}
