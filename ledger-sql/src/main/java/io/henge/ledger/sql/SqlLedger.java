package io.henge.ledger.sql;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Token;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.FailoverFilter;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.LedgerWrite.Note;
import io.henge.core.ledger.LedgerWrite.PutFailover;
import io.henge.core.ledger.Publish;
import io.henge.core.ledger.Term;
import io.henge.core.port.Ledger;
import io.henge.core.port.LedgerException;
import io.henge.core.port.TermLostException;
import io.henge.core.port.WriteRefusedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger in tables of a SQL database, in practice Druid's metadata store.
 *
 * <p>The first call makes the tables where they are missing, adds what an older version lacks, and refuses a newer one; a
 * call that fails to is free to be repeated. Every statement has 30 s, and a wait for a lock 1 s (on Derby its own 60 s);
 * every failure of the store is a {@link LedgerException}.
 *
 * <p>A value that a column cannot hold never costs other rows their write if it can be helped: see {@link AttemptRow}.
 * It cannot be helped for a namespace or uid of more than 63 characters, which no Kubernetes API gives out, a storage
 * root of more than 255, or a segment id or its data source of more than 255, which Druid itself cannot store: that write
 * is refused, with the column and the value in the message, before anything is asked of the store.
 */
public final class SqlLedger implements Ledger {
    private static final Logger log = LoggerFactory.getLogger(SqlLedger.class);

    /** Terms begin minutes apart, and a lock is waited for a second; to lose this often means that something is wrong. */
    private static final int LEAD_TRIES = 10;

    /** For drivers that can read a result piece by piece. */
    private static final int FETCH_SIZE = 1_000;

    /** What JDBC takes for no limit. */
    private static final int ALL = 0;

    private final Transactions transactions;
    private final Tables tables;
    private final Schema schema;

    /** Set once the tables are known to be there; several threads may find out, and find the same. */
    private volatile @Nullable String owner;

    /**
     * A ledger in tables called {@code <tableBase>_henge_...}; nothing is asked of the store yet.
     *
     * @param tableBase as in {@code druid.metadata.storage.tables.base}
     * @param newOwner draws a random DNS label, for the case that the store is new
     * @param mayCreate whether missing tables are created; else they are refused with the DDL that makes them
     */
    public SqlLedger(ConnectionSource connections, String tableBase, Supplier<String> newOwner, boolean mayCreate) {
        this.transactions = new Transactions(connections);
        this.tables = new Tables(tableBase);
        this.schema = new Schema(tables, newOwner, mayCreate, transactions);
    }

    @Override
    public String owner() {
        String known = owner;
        if (known == null) {
            known = schema.prepare().owner();
            owner = known;
        }
        return known;
    }

    @Override
    public Term lead(String holder, Instant now) {
        owner();
        String what = "begin a term in table[" + tables.term() + "]";
        @Nullable StoreException locked = null;
        for (int i = 0; i < LEAD_TRIES; i++) {
            try {
                Optional<Term> term = transactions.briefly(what, connection -> tryLead(connection, holder, now));
                if (term.isPresent()) {
                    forgetOrphans(term.get());
                    return term.get();
                }
            } catch (StoreException e) {
                if (e.fault() != StoreFault.LOCKED) {
                    throw e;
                }
                locked = e;
            }
        }
        throw new LedgerException(
                "Table[" + tables.term() + "] took none of [" + LEAD_TRIES + "] tries of holder[" + holder
                        + "] to lead: others began terms meanwhile, or hold its row",
                locked);
    }

    private Optional<Term> tryLead(Connection connection, String holder, Instant now) throws SQLException {
        TermRow row = TermRow.read(connection, tables)
                .orElseThrow(() -> new LedgerException("Table[" + tables.term() + "] has lost its row", null));
        return row.succeed(connection, tables, holder, now)
                ? Optional.of(new Term(row.epoch() + 1, holder, now))
                : Optional.empty();
    }

    /** In a transaction of its own, so that beginning a term waits for no other row; what stays is forgotten next time. */
    private void forgetOrphans(Term term) {
        try {
            transactions.briefly("forget publishes without an attempt", connection -> {
                try (PreparedStatement delete = Transactions.prepare(connection, PublishRow.deleteOrphans(tables))) {
                    delete.executeUpdate();
                }
                claim(connection, term);
                return true;
            });
        } catch (TermLostException e) {
            // The first write will say so too.
            log.debug("Nothing was forgotten", e);
        } catch (StoreException e) {
            if (e.fault() != StoreFault.LOCKED) {
                throw e;
            }
        }
    }

    @Override
    public List<Attempt> attempts() {
        List<Attempt> attempts =
                read(tables.attempts(), AttemptRow.SHAPE.select(tables.attempts()), ALL, in -> {}, AttemptRow::read);
        // Not by the database: each sorts text in its own way.
        attempts.sort(Comparator.comparing(Attempt::id));
        return List.copyOf(attempts);
    }

    @Override
    public Set<ClusterName> adopted() {
        String sql = AttemptRow.selectClusters(tables.attempts());
        return new TreeSet<>(read(
                tables.attempts(),
                sql,
                ALL,
                in -> in.word(Token.NONE.value()),
                row -> new ClusterName(row.getString("cluster"))));
    }

    @Override
    public List<ClusterRecord> clusters() {
        List<ClusterRecord> clusters =
                read(tables.clusters(), ClusterRow.SHAPE.select(tables.clusters()), ALL, in -> {}, ClusterRow::read);
        clusters.sort(Comparator.comparing(ClusterRecord::name));
        return List.copyOf(clusters);
    }

    @Override
    public Optional<ClusterRecord.Declaration> pause() {
        return read(tables.term(), TermRow.selectPause(tables), ALL, in -> {}, TermRow::pause).stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public List<Note> events(EventFilter filter, long before, int limit) {
        String sql = EventRow.selectBefore(tables.events(), filter);
        return List.copyOf(
                read(tables.events(), sql, limit, in -> EventRow.bindBefore(in, filter, before), EventRow::read));
    }

    @Override
    public List<PutFailover> failovers(FailoverFilter filter, long before, int limit) {
        String sql = FailoverRow.selectBefore(tables.failovers(), filter);
        return List.copyOf(read(
                tables.failovers(), sql, limit, in -> FailoverRow.bindBefore(in, filter, before), FailoverRow::read));
    }

    @Override
    public List<Publish> publishes(AttemptId attempt) {
        String sql = PublishRow.selectOfAttempt(tables.publishes());
        return List.copyOf(read(tables.publishes(), sql, ALL, in -> in.key(attempt), PublishRow::read));
    }

    /** Binds the parameters of a query. */
    private interface Condition {
        void bind(Parameters in) throws SQLException;
    }

    /** Makes a value of the row that a result stands at. */
    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> read(String table, String sql, int limit, Condition condition, Reading<T> reading) {
        owner();
        return transactions.inOne("read table[" + table + "]", connection -> {
            try (PreparedStatement select = Transactions.prepare(connection, sql)) {
                condition.bind(new Parameters(select));
                select.setFetchSize(FETCH_SIZE);
                select.setMaxRows(limit);
                List<T> values = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        values.add(reading.read(rows));
                    }
                }
                return values;
            }
        });
    }

    @Override
    public void write(Term term, List<LedgerWrite> writes) {
        owner();
        WriteCheck.check(writes);
        WriteBatch batch = new WriteBatch(writes);
        String what = "write [" + writes.size() + "] changes to tables" + tables.names();
        try {
            transactions.briefly(what, connection -> {
                batch.carryOut(connection, tables);
                claim(connection, term);
                return true;
            });
        } catch (StoreException e) {
            if (e.fault() == StoreFault.NEVER) {
                throw new WriteRefusedException(null, String.valueOf(e.getMessage()), e.getCause());
            }
            throw e;
        }
    }

    private void claim(Connection connection, Term term) throws SQLException {
        if (!TermRow.claim(connection, tables, term)) {
            throw new TermLostException(term);
        }
    }
}
