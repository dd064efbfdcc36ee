package io.henge.ledger.sql;

import io.henge.core.ledger.ClusterRecord.Declaration;
import io.henge.core.ledger.Term;
import io.henge.core.port.LedgerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one row of the term table, and what may be done to it. */
record TermRow(int major, String owner, long epoch) {
    /**
     * Reads the row, if there is one.
     *
     * @throws LedgerException if a version of Henge made the tables that gave them another meaning
     */
    static Optional<TermRow> read(Connection connection, Tables tables) throws SQLException {
        String sql = "SELECT schema_version, owner, epoch FROM " + tables.term() + " WHERE id = 1";
        try (PreparedStatement select = Transactions.prepare(connection, sql);
                ResultSet rows = select.executeQuery()) {
            if (!rows.next()) {
                return Optional.empty();
            }
            TermRow row = new TermRow(rows.getInt(1), rows.getString(2), rows.getLong(3));
            row.refuseOtherVersions(tables);
            return Optional.of(row);
        }
    }

    /** Reads the minor version, which tables of version 1.0 have no column for. */
    static int minor(Connection connection, Tables tables) throws SQLException {
        String sql = "SELECT schema_minor FROM " + tables.term() + " WHERE id = 1";
        try (PreparedStatement select = Transactions.prepare(connection, sql);
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    /** Raises the minor version, unless a newer Henge has raised it further. */
    static void raise(Connection connection, Tables tables, int minor) throws SQLException {
        String sql = "UPDATE " + tables.term()
                + " SET schema_minor = ?, writes = writes + 1 WHERE id = 1 AND (schema_minor IS NULL OR schema_minor < ?)";
        try (PreparedStatement update = Transactions.prepare(connection, sql)) {
            update.setInt(1, minor);
            update.setInt(2, minor);
            update.executeUpdate();
        }
    }

    /** Adds the row of a cluster that nobody has led yet. */
    static void insert(Connection connection, Tables tables, String owner) throws SQLException {
        String sql = "INSERT INTO " + tables.term()
                + " (id, schema_version, owner, epoch, holder, since, writes) VALUES (1, ?, ?, 0, '', 0, 0)";
        try (PreparedStatement insert = Transactions.prepare(connection, sql)) {
            insert.setInt(1, Migrations.MAJOR);
            insert.setString(2, owner);
            insert.executeUpdate();
        }
    }

    /** Begins the next term unless somebody else has begun it since this row was read. */
    boolean succeed(Connection connection, Tables tables, String holder, Instant now) throws SQLException {
        String sql = "UPDATE " + tables.term()
                + " SET epoch = epoch + 1, holder = ?, since = ?, writes = writes + 1 WHERE id = 1 AND epoch = ?";
        try (PreparedStatement update = Transactions.prepare(connection, sql)) {
            update.setString(1, ColumnText.cut(holder, Tables.NAME_MAX));
            update.setLong(2, now.toEpochMilli());
            update.setLong(3, epoch);
            return update.executeUpdate() == 1;
        }
    }

    /** Reads the word that placement is paused; all three columns are there, or none. */
    static Optional<Declaration> pause(ResultSet row) throws SQLException {
        @Nullable String who = row.getString("pause_who");
        return who == null
                ? Optional.empty()
                : Optional.of(new Declaration(
                        who, row.getString("pause_why"), Instant.ofEpochMilli(row.getLong("pause_at"))));
    }

    static String selectPause(Tables tables) {
        return "SELECT pause_who, pause_why, pause_at FROM " + tables.term() + " WHERE id = 1";
    }

    static void putPause(Connection connection, Tables tables, @Nullable Declaration word) throws SQLException {
        String sql = "UPDATE " + tables.term()
                + " SET pause_who = ?, pause_why = ?, pause_at = ?, writes = writes + 1 WHERE id = 1";
        try (PreparedStatement update = Transactions.prepare(connection, sql)) {
            bindPause(new Parameters(update), word);
            update.executeUpdate();
        }
    }

    static void bindPause(Parameters in, @Nullable Declaration word) throws SQLException {
        in.text(word == null ? null : word.who(), Tables.NAME_MAX);
        in.text(word == null ? null : word.why(), Tables.WHY_MAX);
        in.instant(word == null ? null : word.at());
    }

    /**
     * Locks the row until the transaction ends, so that no newer term begins meanwhile; false if one has begun. It is the
     * last statement of its transaction, so that the row is locked for one round trip: what went before is undone where
     * the answer is no.
     *
     * <p>The count of writes is raised only so that the row changes: see {@link Tables}.
     */
    static boolean claim(Connection connection, Tables tables, Term term) throws SQLException {
        String sql = "UPDATE " + tables.term() + " SET writes = writes + 1 WHERE id = 1 AND epoch = ?";
        try (PreparedStatement update = Transactions.prepare(connection, sql)) {
            update.setLong(1, term.epoch());
            return update.executeUpdate() == 1;
        }
    }

    private void refuseOtherVersions(Tables tables) {
        if (major != Migrations.MAJOR) {
            throw new LedgerException(
                    "Table[" + tables.term() + "] has major schema version[" + major
                            + "], but this Henge knows only version[" + Migrations.MAJOR
                            + "]: run the Henge that made it, or a newer one, on every Overlord",
                    null);
        }
    }
}
