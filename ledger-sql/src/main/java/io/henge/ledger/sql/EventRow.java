package io.henge.ledger.sql;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.LedgerEvent;
import io.henge.core.ledger.LedgerEvent.About;
import io.henge.core.ledger.LedgerEvent.Kind;
import io.henge.core.ledger.LedgerWrite.Note;
import io.henge.core.port.LedgerException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event as a row of the events table, which is a ring of {@value LedgerEvent#KEPT_MAX} slots. */
final class EventRow {
    static final RowShape<Note> SHAPE = new RowShape<>(
            List.of("slot"),
            List.of("number", "kind", "decided_at", "who", "task_id", "attempt", "cluster", "why"),
            EventRow::bind);

    private EventRow() {}

    /** Where an event goes, in the place of one that is {@value LedgerEvent#KEPT_MAX} older. */
    static int slot(long number) {
        return (int) (number % LedgerEvent.KEPT_MAX);
    }

    /** Takes what {@link #bindBefore} gives it. */
    static String selectBefore(String table, EventFilter filter) {
        return SHAPE.select(table) + " WHERE number < ?"
                + (filter.task() == null ? "" : " AND task_id = ?")
                + (filter.cluster() == null ? "" : " AND cluster = ?")
                + (filter.kind() == null ? "" : " AND kind = ?")
                + " ORDER BY number DESC";
    }

    static void bindBefore(Parameters in, EventFilter filter, long before) throws SQLException {
        in.number(before);
        if (filter.task() != null) {
            in.word(filter.task().value());
        }
        if (filter.cluster() != null) {
            in.word(filter.cluster().value());
        }
        if (filter.kind() != null) {
            in.word(filter.kind().name());
        }
    }

    private static void bind(Parameters in, Note note) throws SQLException {
        LedgerEvent event = note.event();
        About about = event.about();
        in.number(note.number());
        in.word(event.kind().name());
        in.instant(event.at());
        in.text(event.who(), Tables.NAME_MAX);
        TaskId task = about.task();
        in.exact("task_id", task == null ? null : task.value(), Tables.NAME_MAX);
        in.integer(about.attempt());
        ClusterName cluster = about.cluster();
        in.exact("cluster", cluster == null ? null : cluster.value(), Tables.ID_MAX);
        in.text(event.why(), Tables.WHY_MAX);
        in.integer(slot(note.number()));
    }

    /** @throws LedgerException if the row holds something that Henge never wrote */
    static Note read(ResultSet row) throws SQLException {
        long number = row.getLong("number");
        try {
            return new Note(
                    number,
                    new LedgerEvent(
                            kind(row.getString("kind")),
                            Instant.ofEpochMilli(row.getLong("decided_at")),
                            row.getString("who"),
                            about(row),
                            row.getString("why")));
        } catch (IllegalArgumentException e) {
            throw new LedgerException("Row[event " + number + "] cannot be read: " + e.getMessage(), e);
        }
    }

    /** A newer Henge may have written a kind that this one has no word for. */
    private static Kind kind(String name) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElse(Kind.OTHER);
    }

    private static About about(ResultSet row) throws SQLException {
        String task = row.getString("task_id");
        int attempt = row.getInt("attempt");
        @Nullable Integer number = row.wasNull() ? null : (Integer) attempt;
        String cluster = row.getString("cluster");
        return new About(
                task == null ? null : new TaskId(task), number, cluster == null ? null : new ClusterName(cluster));
    }
}
