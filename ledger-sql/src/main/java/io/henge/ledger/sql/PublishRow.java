package io.henge.ledger.sql;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.ledger.Publish;
import io.henge.core.port.LedgerException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A publish as a row of the publishes table. Its names lead to rows of Druid's segments table, which has columns as
 * wide: they are kept exactly or refused.
 */
final class PublishRow {
    static final RowShape<Publish> SHAPE = new RowShape<>(
            List.of("task_id", "attempt", "number"),
            List.of("epoch", "data_source", "segments", "committed"),
            PublishRow::bind);

    /** Stands after each segment's id, so that no ids and one empty id differ. */
    private static final char END = '\n';

    private PublishRow() {}

    /** Takes the parameters of {@link Parameters#key}. */
    static String selectOfAttempt(String table) {
        return SHAPE.select(table) + AttemptRow.OF_ATTEMPT + " ORDER BY number";
    }

    /** Takes no parameters. */
    static String deleteOrphans(Tables tables) {
        return "DELETE FROM " + tables.publishes() + " WHERE NOT EXISTS (SELECT 1 FROM " + tables.attempts()
                + " a WHERE a.task_id = " + tables.publishes() + ".task_id AND a.attempt = " + tables.publishes()
                + ".attempt)";
    }

    private static void bind(Parameters in, Publish publish) throws SQLException {
        in.number(publish.epoch());
        in.exact("data_source", publish.dataSource(), Tables.NAME_MAX);
        in.word(lines(publish.segments()));
        in.flag(publish.committed());
        in.key(publish.attempt());
        in.integer(publish.number());
    }

    private static String lines(List<String> segments) {
        StringBuilder lines = new StringBuilder();
        for (String segment : segments) {
            if (segment.indexOf(END) >= 0) {
                throw new UnfitException("Column[segments] takes ids of one line, but got [" + segment + "]");
            }
            lines.append(ColumnText.exact(segment, Tables.NAME_MAX, "segments")).append(END);
        }
        return lines.toString();
    }

    /** @throws LedgerException if the row holds something that Henge never wrote */
    static Publish read(ResultSet row) throws SQLException {
        String task = row.getString("task_id");
        int attempt = row.getInt("attempt");
        int number = row.getInt("number");
        try {
            return new Publish(
                    new AttemptId(new TaskId(task), attempt),
                    number,
                    row.getLong("epoch"),
                    row.getString("data_source"),
                    segments(row.getString("segments")),
                    row.getBoolean("committed"));
        } catch (IllegalArgumentException e) {
            throw new LedgerException(
                    "Row[" + task + "#" + attempt + " " + number + "] cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<String> segments(String lines) {
        List<String> parts = List.of(lines.split(String.valueOf(END), -1));
        int last = parts.size() - 1;
        if (!parts.get(last).isEmpty()) {
            throw new IllegalArgumentException("The line of segment[" + parts.get(last) + "] has no end");
        }
        return parts.subList(0, last);
    }
}
