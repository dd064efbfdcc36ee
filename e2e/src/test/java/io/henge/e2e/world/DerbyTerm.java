package io.henge.e2e.world;

import io.henge.demo.world.Environment;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The ledger's row of the term in a world's Derby: while it is held here, a transaction of the leader that has written rows of
 * attempts waits for it as the last thing before its commit.
 */
final class DerbyTerm implements AutoCloseable {
    private static final String HOLD = "SELECT epoch FROM druid_henge_term WHERE id = 1 FOR UPDATE WITH RS";

    private static final String WAITING = """
            SELECT COUNT(*) FROM SYSCS_DIAG.LOCK_TABLE waits JOIN SYSCS_DIAG.LOCK_TABLE has ON waits.xid = has.xid
            WHERE waits.state = 'WAIT' AND waits.tablename = 'DRUID_HENGE_TERM'
              AND has.tablename = 'DRUID_HENGE_ATTEMPTS' AND has.mode IN ('X', 'IX')
            """;

    private final Connection holder;
    private final Connection watcher;

    DerbyTerm(Environment environment) throws SQLException {
        String url = environment.metadata().jdbcUrl();
        this.holder = DriverManager.getConnection(url);
        this.watcher = DriverManager.getConnection(url);
        holder.setAutoCommit(false);
    }

    /** Whether the ledger says since when a cluster is silent. */
    boolean isSilenceRecorded(String cluster) throws SQLException {
        return count("SELECT COUNT(*) FROM druid_henge_clusters WHERE bad_since IS NOT NULL AND name = '" + cluster
                        + "'")
                > 0;
    }

    /** Holds the row until this is closed. */
    void hold() throws SQLException {
        try (Statement lock = holder.createStatement();
                ResultSet row = lock.executeQuery(HOLD)) {
            boolean unused = row.next();
        }
    }

    /** Whether a transaction that has written rows of attempts waits. */
    boolean isWaitedFor() throws SQLException {
        return count(WAITING) > 0;
    }

    private int count(String question) throws SQLException {
        try (Statement statement = watcher.createStatement();
                ResultSet counted = statement.executeQuery(question)) {
            counted.next();
            return counted.getInt(1);
        }
    }

    @Override
    public void close() throws SQLException {
        try (watcher;
                holder) {
            holder.rollback();
        }
    }
}
