package io.henge.ledger.sql;

import io.henge.core.port.LedgerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The making of the tables, and the bringing of older ones to the newest version. Overlords that start together all try
 * that: whoever is late finds it done, and a failed try counts only if the thing is still not done afterwards.
 */
final class Schema {
    private static final Logger log = LoggerFactory.getLogger(Schema.class);

    /** No such table, in Derby (the second where the user's whole schema is missing), PostgreSQL and MySQL. */
    private static final Set<String> TABLE_MISSING = Set.of("42X05", "42Y07", "42P01", "42S02");

    /** No such column, in the same order. */
    private static final Set<String> COLUMN_MISSING = Set.of("42X04", "42703", "42S22");

    /** Each waits for a lock for a second at most, so that nobody queues behind it for longer; another Overlord may write. */
    private static final int CHANGE_TRIES = 20;

    /** The owner is the value of a Kubernetes label on every Job. */
    private static final Pattern OWNER = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private final Tables tables;
    private final Supplier<String> newOwner;
    private final boolean mayCreate;
    private final Transactions transactions;

    Schema(Tables tables, Supplier<String> newOwner, boolean mayCreate, Transactions transactions) {
        this.tables = tables;
        this.newOwner = newOwner;
        this.mayCreate = mayCreate;
        this.transactions = transactions;
    }

    /**
     * Makes what is missing and returns the term's row.
     *
     * @throws LedgerException if a newer Henge gave the tables another meaning, or something is missing that may not be
     *     made; nothing was changed then
     */
    TermRow prepare() {
        for (int i = 1; ; i++) {
            try {
                return tryToPrepare();
            } catch (StoreException e) {
                // Others may change the same tables; all of it can be repeated.
                if (e.fault() != StoreFault.LOCKED || i == CHANGE_TRIES) {
                    throw e;
                }
            }
        }
    }

    private TermRow tryToPrepare() {
        String what = "prepare tables" + tables.names();
        List<SchemaChange> missing = transactions.eachByItself(what, this::missing);
        if (!missing.isEmpty()) {
            refuseUnlessItMay(missing);
            missing.forEach(this::make);
        }
        return transactions.eachByItself(what, this::row);
    }

    private List<SchemaChange> missing(Connection connection) throws SQLException {
        Migrations migrations = new Migrations(tables, connection.getMetaData().getDatabaseProductName());
        int minor = minorOf(connection);
        List<SchemaChange> missing = new ArrayList<>();
        for (String table : tables.names()) {
            SchemaChange creation = migrations.creation(table);
            if (isMissing(connection, creation)) {
                missing.add(creation);
                continue;
            }
            for (SchemaChange addition : migrations.additions(table, minor)) {
                if (isMissing(connection, addition)) {
                    missing.add(addition);
                }
            }
        }
        return missing;
    }

    /** The version up to which all that it adds is known to be there. */
    private int minorOf(Connection connection) throws SQLException {
        try {
            return TermRow.read(connection, tables).isPresent()
                    ? Math.min(TermRow.minor(connection, tables), new Migrations(tables, "").minor())
                    : 0;
        } catch (SQLException e) {
            if (saysMissing(e)) {
                return 0;
            }
            throw e;
        }
    }

    private void refuseUnlessItMay(List<SchemaChange> missing) {
        if (!mayCreate) {
            List<String> changed =
                    missing.stream().map(SchemaChange::table).distinct().toList();
            throw new LedgerException(
                    "Tables" + changed
                            + " are missing in the metadata store, or columns of them, and Henge may not create"
                            + " them (druid.metadata.storage.connector.createTables is false); create them with:\n"
                            + missing.stream().map(change -> change.ddl() + ";").collect(Collectors.joining("\n")),
                    null);
        }
    }

    /** Makes one thing, in a transaction of its own: no table is locked longer than its own change takes. */
    private void make(SchemaChange change) {
        String what = "carry out [" + change + "]";
        for (int i = 1; ; i++) {
            try {
                transactions.briefly(what, connection -> execute(connection, change));
                log.info("Ledger: [{}] carried out", change);
                return;
            } catch (StoreException e) {
                if (!transactions.eachByItself(what, connection -> isMissing(connection, change))) {
                    return;
                }
                if (e.fault() != StoreFault.LOCKED || i == CHANGE_TRIES) {
                    throw e;
                }
            }
        }
    }

    /**
     * Derby shares what it has compiled between connections that say the same words, and its DDL keeps in there what it
     * works with: two that change a table at once take each other's transactions, and their locks outlive them. So each
     * has words of its own.
     */
    private static boolean execute(Connection connection, SchemaChange change) throws SQLException {
        String own = change.ddl() + " /* " + UUID.randomUUID() + " */";
        try (PreparedStatement ddl = Transactions.prepare(connection, own)) {
            return ddl.execute();
        }
    }

    private TermRow row(Connection connection) throws SQLException {
        Optional<TermRow> found = TermRow.read(connection, tables);
        TermRow row = found.isPresent() ? found.get() : firstRow(connection);
        int newest = new Migrations(tables, "").minor();
        if (TermRow.minor(connection, tables) < newest) {
            TermRow.raise(connection, tables, newest);
            log.info("Ledger: the schema has version [{}.{}]", Migrations.MAJOR, newest);
        }
        return row;
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
        return new TermRow(Migrations.MAJOR, owner, 0);
    }

    private static boolean isMissing(Connection connection, SchemaChange change) throws SQLException {
        try (PreparedStatement select = Transactions.prepare(connection, change.probe())) {
            select.executeQuery().close();
            return false;
        } catch (SQLException e) {
            if (saysMissing(e)) {
                return true;
            }
            throw e;
        }
    }

    private static boolean saysMissing(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (TABLE_MISSING.contains(state) || COLUMN_MISSING.contains(state));
    }
}
