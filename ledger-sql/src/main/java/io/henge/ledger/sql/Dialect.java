package io.henge.ledger.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * How a database is told that a session of ours waits for a lock only shortly, and is ended soon if its client falls
 * silent within a transaction: a leader that is frozen there holds locks, and its successor must not wait for its thaw.
 *
 * <p>Both are set for one transaction only, since the connection goes back to a pool that Druid uses as well.
 */
enum Dialect {
    /** Waits as long as {@code derby.locks.waitTimeout} says, one minute, and has no limit for silent clients. */
    DERBY,

    /** Forgets by itself, at the transaction's end, what was set for it. */
    POSTGRESQL {
        @Override
        void begin(Connection connection) throws SQLException {
            execute(
                    connection,
                    "SET LOCAL lock_timeout = '" + LOCK_WAIT_SECONDS
                            + "s'; SET LOCAL idle_in_transaction_session_timeout = '" + SILENCE_SECONDS + "s'");
        }
    },

    /** Of MySQL and MariaDB: what was set is kept in user variables until it is set back. */
    MYSQL {
        /** In seconds, those of the last two for a client that is silent between two packets or within one. */
        private static final String[] NAMES = {
            "innodb_lock_wait_timeout", "lock_wait_timeout", "wait_timeout", "net_read_timeout"
        };

        @Override
        void begin(Connection connection) throws SQLException {
            StringBuilder set = new StringBuilder("SET ");
            for (String name : NAMES) {
                set.append("@henge_")
                        .append(name)
                        .append(" = @@SESSION.")
                        .append(name)
                        .append(", ");
            }
            set.append("SESSION innodb_lock_wait_timeout = ")
                    .append(LOCK_WAIT_SECONDS)
                    .append(", SESSION lock_wait_timeout = ")
                    .append(LOCK_WAIT_SECONDS)
                    .append(", SESSION wait_timeout = ")
                    .append(SILENCE_SECONDS)
                    .append(", SESSION net_read_timeout = ")
                    .append(SILENCE_SECONDS);
            execute(connection, set.toString());
        }

        @Override
        void end(Connection connection) throws SQLException {
            StringBuilder set = new StringBuilder("SET ");
            for (String name : NAMES) {
                set.append(set.length() == 4 ? "" : ", ")
                        .append("SESSION ")
                        .append(name)
                        .append(" = @henge_")
                        .append(name);
            }
            execute(connection, set.toString());
        }
    },

    /** A database that nobody has tried. */
    OTHER;

    /** As short as the unit of MySQL allows. */
    static final int LOCK_WAIT_SECONDS = 1;

    /** Longer than any pause between two statements of ours, shorter than any session of an Overlord with ZooKeeper. */
    static final int SILENCE_SECONDS = 2;

    static Dialect of(Connection connection) throws SQLException {
        return of(connection.getMetaData().getDatabaseProductName());
    }

    /** @param database the name that the database's own driver gives it */
    static Dialect of(String database) {
        String name = database.toLowerCase(Locale.ROOT);
        if (name.contains("mysql") || name.contains("mariadb")) {
            return MYSQL;
        }
        if (name.contains("postgresql")) {
            return POSTGRESQL;
        }
        return name.contains("derby") ? DERBY : OTHER;
    }

    /** Called with auto-commit off, before the first statement of a transaction. */
    void begin(Connection connection) throws SQLException {}

    /** Called after the transaction's end. */
    void end(Connection connection) throws SQLException {}

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
