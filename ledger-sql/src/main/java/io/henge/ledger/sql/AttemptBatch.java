package io.henge.ledger.sql;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.ledger.LedgerWrite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The writes of one transaction, in at most three round trips where the driver sends batches whole.
 *
 * <p>Of several writes to one row only the last is carried out: each says what the row is to be whatever it was before,
 * and nobody sees a transaction half done, so the earlier ones leave no trace and the rows can go in any order.
 */
final class AttemptBatch {
    private final List<Attempt> put = new ArrayList<>();
    private final List<AttemptId> removed = new ArrayList<>();

    AttemptBatch(List<LedgerWrite> writes) {
        Map<AttemptId, LedgerWrite> last = new LinkedHashMap<>();
        writes.forEach(write -> last.put(write.id(), write));
        last.values()
                .forEach(write -> write.match(new LedgerWrite.Cases<Boolean>() {
                    @Override
                    public Boolean put(LedgerWrite.Put write) {
                        return put.add(write.attempt());
                    }

                    @Override
                    public Boolean remove(LedgerWrite.Remove write) {
                        return removed.add(write.id());
                    }
                }));
    }

    void carryOut(Connection connection, String table) throws SQLException {
        if (!removed.isEmpty()) {
            delete(connection, table);
        }
        if (!put.isEmpty()) {
            List<Attempt> absent = update(connection, table);
            if (!absent.isEmpty()) {
                insert(connection, table, absent);
            }
        }
    }

    private void delete(Connection connection, String table) throws SQLException {
        try (PreparedStatement delete = Transactions.prepare(connection, AttemptRow.delete(table))) {
            for (AttemptId id : removed) {
                AttemptRow.bindKey(delete, id);
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    /** Updates the rows that are there and returns the attempts whose rows are not. */
    private List<Attempt> update(Connection connection, String table) throws SQLException {
        try (PreparedStatement update = Transactions.prepare(connection, AttemptRow.update(table))) {
            for (Attempt attempt : put) {
                AttemptRow.bind(update, attempt);
                update.addBatch();
            }
            int[] counts = update.executeBatch();
            List<Attempt> absent = new ArrayList<>();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] == 0 || (counts[i] < 0 && isAbsent(update, put.get(i)))) {
                    absent.add(put.get(i));
                }
            }
            return absent;
        }
    }

    /** For drivers which do not count within a batch, as MariaDB's in its bulk protocol: asks again, singly. */
    private static boolean isAbsent(PreparedStatement update, Attempt attempt) throws SQLException {
        AttemptRow.bind(update, attempt);
        return update.executeUpdate() == 0;
    }

    private static void insert(Connection connection, String table, List<Attempt> absent) throws SQLException {
        try (PreparedStatement insert = Transactions.prepare(connection, AttemptRow.insert(table))) {
            for (Attempt attempt : absent) {
                AttemptRow.bind(insert, attempt);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
