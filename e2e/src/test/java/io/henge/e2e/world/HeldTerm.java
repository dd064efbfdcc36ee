package io.henge.e2e.world;

import io.henge.demo.world.Environment;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The lock of the ledger's row of the term, in a PostgreSQL: while it is held here, a transaction of the leader that has
 * written rows of attempts waits for it as the last thing before its commit.
 */
final class HeldTerm implements AutoCloseable {
    /** A wait of the leader's ends after a second, which may be between two of our steps; not this often. */
    private static final int TRIES_MAX = 20;

    private static final String WAITING = """
            SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pid IN (
              SELECT pid FROM pg_locks WHERE relation = 'druid_henge_attempts'::regclass AND mode = 'RowExclusiveLock')
            """;

    private static final String STATE = "SELECT state FROM pg_stat_activity WHERE pid = ?";

    private final Connection holder;

    /** A session of its own: within a transaction, PostgreSQL shows what went on when it was first asked. */
    private final Connection watcher;

    private HeldTerm(Connection holder, Connection watcher) {
        this.holder = holder;
        this.watcher = watcher;
    }

    static HeldTerm take(Environment environment) throws SQLException {
        String url = environment.metadata().jdbcUrl();
        HeldTerm term = new HeldTerm(DriverManager.getConnection(url), DriverManager.getConnection(url));
        term.holder.setAutoCommit(false);
        term.lock();
        return term;
    }

    private void lock() throws SQLException {
        try (Statement lock = holder.createStatement()) {
            lock.execute("SELECT epoch FROM druid_henge_term WHERE id = 1 FOR UPDATE");
        }
    }

    /**
     * Stops a leader, which has something to write, at the worst moment: its transaction has been given every lock, that of
     * the row of the term too, and nobody says any more that it is to be committed. The row is held no longer here.
     */
    void freeze(Environment.Server leader) throws Exception {
        for (int i = 0; i < TRIES_MAX; i++) {
            Place.until(
                    "the leader waits for the row of the term", () -> waiting().isPresent());
            Processes.signal("STOP", leader.pid());
            Optional<Integer> session = waiting();
            holder.rollback();
            if (session.isPresent() && isLeftOpen(session.get())) {
                return;
            }
            lock();
            Processes.signal("CONT", leader.pid());
        }
        throw new AssertionError("No transaction was caught in " + TRIES_MAX + " tries");
    }

    /** The session whose transaction has written attempts, and waits for a lock. */
    private Optional<Integer> waiting() throws SQLException {
        try (Statement question = watcher.createStatement();
                ResultSet sessions = question.executeQuery(WAITING)) {
            return sessions.next() ? Optional.of(sessions.getInt(1)) : Optional.empty();
        }
    }

    /** Whether the session comes to wait for its client within its transaction, and not after a failure. */
    private boolean isLeftOpen(int session) throws SQLException {
        Place.until(
                "the server has done what it was told", () -> !state(session).equals("active"));
        return state(session).equals("idle in transaction");
    }

    private String state(int session) throws SQLException {
        try (PreparedStatement question = watcher.prepareStatement(STATE)) {
            question.setInt(1, session);
            try (ResultSet state = question.executeQuery()) {
                return state.next() ? state.getString(1) : "ended";
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (watcher) {
            holder.close();
        }
    }
}
