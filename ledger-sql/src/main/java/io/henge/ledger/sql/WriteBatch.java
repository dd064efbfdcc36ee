package io.henge.ledger.sql;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.FailoverRecord.News;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.LedgerWrite.Note;
import io.henge.core.ledger.LedgerWrite.PutFailover;
import io.henge.core.ledger.Publish;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The writes of one transaction by table, in at most three round trips each where the driver sends batches whole, and
 * none for a table that no write is about.
 *
 * <p>Of several writes to one row only the last is carried out: each says what the row is to be whatever it was before,
 * and nobody sees a transaction half done, so the earlier ones leave no trace and the rows can go in any order, except
 * that deleting goes first: a row may be removed and put again.
 */
final class WriteBatch {
    private final Map<AttemptId, Attempt> attempts = new LinkedHashMap<>();

    /** Attempts that stay removed. */
    private final Set<AttemptId> absent = new LinkedHashSet<>();

    /** Attempts that are removed once or more, whether or not they are put again: their publishes go. */
    private final Set<AttemptId> removed = new LinkedHashSet<>();

    /** By attempt and number. */
    private final Map<AttemptId, Map<Integer, Publish>> publishes = new LinkedHashMap<>();

    private final Map<ClusterName, ClusterRecord> clusters = new LinkedHashMap<>();

    /** By slot: of more than the table keeps, only the newest. */
    private final Map<Integer, Note> events = new LinkedHashMap<>();

    /** By slot, with the news of them that this batch has. */
    private final Map<Integer, PutFailover> failovers = new LinkedHashMap<>();

    /** What is told of failovers that are there already; they may get new neighbours, but not in this batch before it. */
    private final List<News> news = new ArrayList<>();

    /** Null where nothing is said of it. */
    private LedgerWrite.@Nullable PutPause pause;

    WriteBatch(List<LedgerWrite> writes) {
        Sorting sorting = new Sorting();
        writes.forEach(write -> write.match(sorting));
    }

    void carryOut(Connection connection, Tables tables) throws SQLException {
        delete(connection, tables.publishes(), removed);
        delete(connection, tables.attempts(), absent);
        AttemptRow.SHAPE.put(connection, tables.attempts(), attempts.values());
        PublishRow.SHAPE.put(connection, tables.publishes(), allPublishes());
        ClusterRow.SHAPE.put(connection, tables.clusters(), clusters.values());
        EventRow.SHAPE.put(connection, tables.events(), events.values());
        FailoverNews.tell(connection, tables.failovers(), news);
        FailoverRow.SHAPE.put(connection, tables.failovers(), failovers.values());
        if (pause != null) {
            // After all others: from here on the term's row is locked.
            TermRow.putPause(connection, tables, pause.word());
        }
    }

    private List<Publish> allPublishes() {
        return publishes.values().stream()
                .flatMap(ofOne -> ofOne.values().stream())
                .toList();
    }

    /** Deletes all rows of the attempts from a table of rows by attempt. */
    private static void delete(Connection connection, String table, Collection<AttemptId> attempts)
            throws SQLException {
        if (attempts.isEmpty()) {
            return;
        }
        String sql = "DELETE FROM " + table + AttemptRow.OF_ATTEMPT;
        try (PreparedStatement delete = Transactions.prepare(connection, sql)) {
            for (AttemptId attempt : attempts) {
                new Parameters(delete).key(attempt);
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    /** Files each write under its table; its answers say nothing. */
    private final class Sorting implements LedgerWrite.Cases<Boolean> {
        @Override
        public Boolean put(LedgerWrite.Put write) {
            Attempt attempt = write.attempt();
            absent.remove(attempt.id());
            attempts.put(attempt.id(), attempt);
            return true;
        }

        @Override
        public Boolean remove(LedgerWrite.Remove write) {
            AttemptId attempt = write.attempt();
            attempts.remove(attempt);
            publishes.remove(attempt);
            removed.add(attempt);
            return absent.add(attempt);
        }

        @Override
        public Boolean putCluster(LedgerWrite.PutCluster write) {
            clusters.put(write.cluster().name(), write.cluster());
            return true;
        }

        @Override
        public Boolean putPublish(LedgerWrite.PutPublish write) {
            Publish publish = write.publish();
            publishes
                    .computeIfAbsent(publish.attempt(), id -> new LinkedHashMap<>())
                    .put(publish.number(), publish);
            return true;
        }

        @Override
        public Boolean putPause(LedgerWrite.PutPause write) {
            pause = write;
            return true;
        }

        @Override
        public Boolean note(Note write) {
            events.put(EventRow.slot(write.number()), write);
            return true;
        }

        @Override
        public Boolean putFailover(PutFailover write) {
            failovers.put(FailoverRow.slot(write.number()), write);
            return true;
        }

        @Override
        public Boolean tellFailover(LedgerWrite.TellFailover write) {
            Optional<PutFailover> here = failovers.values().stream()
                    .filter(put -> put.record().acted()
                            && put.record().attempt().equals(write.news().attempt()))
                    .max(Comparator.comparing(PutFailover::number));
            here.ifPresentOrElse(
                    put -> putFailover(
                            new PutFailover(put.number(), put.record().after(write.news()))),
                    () -> news.add(write.news()));
            return true;
        }
    }
}
