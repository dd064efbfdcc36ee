package io.henge.ledger.sql;

import io.henge.core.port.LedgerException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Work on one connection each, which is left as it was found; every failure of the store becomes a
 * {@link LedgerException} that says what was tried.
 */
final class Transactions {
    /** What is done with a connection. */
    interface Work<R> {
        R on(Connection connection) throws SQLException;
    }

    /** Long enough for a scan of all rows, short enough for a person who waits for an Overlord to start. */
    private static final int STATEMENT_TIMEOUT_SECONDS = 30;

    private final ConnectionSource source;

    Transactions(ConnectionSource source) {
        this.source = source;
    }

    static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(STATEMENT_TIMEOUT_SECONDS);
        return statement;
    }

    /** Carries out each statement of {@code work} by itself, as DDL needs it. */
    <R> R eachByItself(String what, Work<R> work) {
        try (Connection connection = open(what);
                Settings found = Settings.of(connection)) {
            connection.setAutoCommit(true);
            return work.on(found.connection());
        } catch (SQLException e) {
            SQLException row =
                    e instanceof BatchUpdateException && e.getNextException() != null ? e.getNextException() : e;
            throw new StoreException(
                    StoreFault.of(e),
                    "Could not " + what + ": SQLState[" + row.getSQLState() + "] " + row.getMessage(),
                    e);
        }
    }

    /** Carries out {@code work} in one READ COMMITTED transaction, or nothing of it. */
    <R> R inOne(String what, Work<R> work) {
        return eachByItself(what, connection -> inOne(connection, work));
    }

    /**
     * Carries out {@code work}, which locks rows, in one READ COMMITTED transaction, or nothing of it; waits only shortly
     * for locks, and loses its own if this process falls silent meanwhile, where the database knows how: see
     * {@link Dialect}.
     */
    <R> R briefly(String what, Work<R> work) {
        return eachByItself(what, connection -> {
            Dialect dialect = Dialect.of(connection);
            try {
                return inOne(connection, ofOne -> {
                    dialect.begin(ofOne);
                    return work.on(ofOne);
                });
            } finally {
                dialect.end(connection);
            }
        });
    }

    private static <R> R inOne(Connection connection, Work<R> work) throws SQLException {
        Settings.isolate(connection, Connection.TRANSACTION_READ_COMMITTED);
        connection.setAutoCommit(false);
        try {
            R result = work.on(connection);
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        } catch (Throwable e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Throwable reason) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /** How a connection was found, for whoever gets it next from the pool. */
    private record Settings(Connection connection, boolean autoCommit, int isolation) implements AutoCloseable {
        static Settings of(Connection connection) throws SQLException {
            return new Settings(connection, connection.getAutoCommit(), connection.getTransactionIsolation());
        }

        /** Sets the isolation unless it is so already, which saves a round trip. */
        static void isolate(Connection connection, int isolation) throws SQLException {
            if (connection.getTransactionIsolation() != isolation) {
                connection.setTransactionIsolation(isolation);
            }
        }

        /** Leaves a connection alone whose rollback failed: to switch auto-commit on would be to commit. */
        @Override
        public void close() throws SQLException {
            if (connection.getAutoCommit()) {
                isolate(connection, isolation);
                connection.setAutoCommit(autoCommit);
            }
        }
    }

    /** Says nothing of the driver's message: where a URL is wrong, it shows the URL, which may hold a password. */
    private Connection open(String what) {
        try {
            return source.open();
        } catch (SQLException e) {
            throw new LedgerException(
                    "Could not " + what + ": no connection to the metadata store, SQLState[" + e.getSQLState() + "]",
                    e);
        } catch (RuntimeException e) {
            // Pools and JDBI report an unreachable store with exceptions of their own.
            throw new LedgerException(
                    "Could not " + what + ": no connection to the metadata store, "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }
}
