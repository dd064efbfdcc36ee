package io.henge.ledger.sql;

import io.henge.core.port.LedgerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The making of the tables. Overlords that start together all try to make them: whoever is late finds them made, and
 * a failed attempt at making counts only if the thing is still not there afterwards.
 */
final class Schema {
    private static final Logger log = LoggerFactory.getLogger(Schema.class);

    /** No such table, in Derby (the second where the user's whole schema is missing), PostgreSQL and MySQL. */
    private static final Set<String> TABLE_MISSING = Set.of("42X05", "42Y07", "42P01", "42S02");

    /** The owner is the value of a Kubernetes label on every Job. */
    private static final Pattern OWNER = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private final Tables tables;
    private final Supplier<String> newOwner;
    private final boolean mayCreate;

    Schema(Tables tables, Supplier<String> newOwner, boolean mayCreate) {
        this.tables = tables;
        this.newOwner = newOwner;
        this.mayCreate = mayCreate;
    }

    /** Makes what is missing and returns the term's row. Each statement must take effect by itself. */
    TermRow prepare(Connection connection) throws SQLException {
        List<String> missing = new ArrayList<>();
        for (String table : tables.names()) {
            if (isMissing(connection, table)) {
                missing.add(table);
            }
        }
        if (!missing.isEmpty()) {
            createAll(connection, missing);
        }
        Optional<TermRow> row = TermRow.read(connection, tables);
        return row.isPresent() ? row.get() : firstRow(connection);
    }

    private void createAll(Connection connection, List<String> missing) throws SQLException {
        String database = connection.getMetaData().getDatabaseProductName();
        if (!mayCreate) {
            throw new LedgerException(
                    "Tables" + missing + " are missing in the metadata store, and Henge may not create them"
                            + " (druid.metadata.storage.connector.createTables is false); create them with:\n"
                            + missing.stream()
                                    .map(table -> tables.ddl(table, database) + ";")
                                    .collect(Collectors.joining("\n")),
                    null);
        }
        for (String table : missing) {
            create(connection, table, tables.ddl(table, database));
        }
    }

    private void create(Connection connection, String table, String ddl) throws SQLException {
        try (PreparedStatement create = Transactions.prepare(connection, ddl)) {
            create.execute();
            log.info("Table[{}] created", table);
        } catch (SQLException e) {
            if (isMissing(connection, table)) {
                throw e;
            }
        }
    }

    private TermRow firstRow(Connection connection) throws SQLException {
        String owner = newOwner.get();
        if (!OWNER.matcher(owner).matches()) {
            throw new IllegalArgumentException("An owner is a DNS label, but got [" + owner + "]");
        }
        try {
            TermRow.insert(connection, tables, owner);
        } catch (SQLException e) {
            return TermRow.read(connection, tables).orElseThrow(() -> e);
        }
        return new TermRow(TermRow.SCHEMA_VERSION, owner, 0);
    }

    private static boolean isMissing(Connection connection, String table) throws SQLException {
        try (PreparedStatement select = Transactions.prepare(connection, "SELECT 1 FROM " + table + " WHERE 1 = 0")) {
            select.executeQuery().close();
            return false;
        } catch (SQLException e) {
            if (TABLE_MISSING.contains(e.getSQLState())) {
                return true;
            }
            throw e;
        }
    }
}
