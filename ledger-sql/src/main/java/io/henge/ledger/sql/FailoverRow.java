package io.henge.ledger.sql;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.ledger.FailoverFilter;
import io.henge.core.ledger.FailoverRecord;
import io.henge.core.ledger.FailoverRecord.Course;
import io.henge.core.ledger.FailoverRecord.Grounds;
import io.henge.core.ledger.FailoverRecord.Trigger;
import io.henge.core.ledger.LedgerWrite.PutFailover;
import io.henge.core.port.LedgerException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A failover as a row of its table, which is a ring of {@value FailoverRecord#KEPT_MAX} slots. */
final class FailoverRow {
    static final RowShape<PutFailover> SHAPE = new RowShape<>(
            List.of("slot"),
            List.of(
                    "number",
                    "task_id",
                    "attempt",
                    "failed_at",
                    "trigger_kind",
                    "acted",
                    "from_cluster",
                    "to_cluster",
                    "why",
                    "policy",
                    "evidence",
                    "preserved",
                    "replaced_at",
                    "purged_at",
                    "alive_at"),
            FailoverRow::bind);

    private FailoverRow() {}

    /** Where a failover goes, in the place of one that is {@value FailoverRecord#KEPT_MAX} older. */
    static int slot(long number) {
        return (int) (number % FailoverRecord.KEPT_MAX);
    }

    /** Takes what {@link #bindBefore} gives it. */
    static String selectBefore(String table, FailoverFilter filter) {
        return SHAPE.select(table) + " WHERE number < ?"
                + (filter.task() == null ? "" : " AND task_id = ?")
                + (filter.cluster() == null ? "" : " AND (from_cluster = ? OR to_cluster = ?)")
                + " ORDER BY number DESC";
    }

    static void bindBefore(Parameters in, FailoverFilter filter, long before) throws SQLException {
        in.number(before);
        if (filter.task() != null) {
            in.word(filter.task().value());
        }
        if (filter.cluster() != null) {
            in.word(filter.cluster().value());
            in.word(filter.cluster().value());
        }
    }

    private static void bind(Parameters in, PutFailover put) throws SQLException {
        FailoverRecord failover = put.record();
        Grounds grounds = failover.grounds();
        Course course = failover.course();
        in.number(put.number());
        in.key(failover.attempt());
        in.instant(failover.at());
        in.word(failover.trigger().name());
        in.flag(failover.acted());
        in.exact("from_cluster", failover.from().value(), Tables.ID_MAX);
        ClusterName to = course.to();
        in.exact("to_cluster", to == null ? null : to.value(), Tables.ID_MAX);
        in.text(grounds.why(), Tables.WHY_MAX);
        in.word(MapText.of(grounds.policy()));
        in.word(MapText.of(grounds.evidence()));
        in.word(MapText.whole(grounds.preserved()));
        in.instant(course.replacedAt());
        in.instant(course.purgedAt());
        in.instant(course.aliveAt());
        in.integer(slot(put.number()));
    }

    /** @throws LedgerException if the row holds something that Henge never wrote */
    static PutFailover read(ResultSet row) throws SQLException {
        long number = row.getLong("number");
        try {
            return new PutFailover(
                    number,
                    new FailoverRecord(
                            new AttemptId(new TaskId(row.getString("task_id")), row.getInt("attempt")),
                            Instant.ofEpochMilli(row.getLong("failed_at")),
                            trigger(row.getString("trigger_kind")),
                            row.getBoolean("acted"),
                            new ClusterName(row.getString("from_cluster")),
                            new Grounds(
                                    row.getString("why"),
                                    MapText.read(row.getString("policy")),
                                    MapText.read(row.getString("evidence")),
                                    MapText.read(row.getString("preserved"))),
                            course(row)));
        } catch (IllegalArgumentException e) {
            throw new LedgerException("Row[failover " + number + "] cannot be read: " + e.getMessage(), e);
        }
    }

    /** A newer Henge may have written a trigger that this one has no word for. */
    private static Trigger trigger(String name) {
        return Arrays.stream(Trigger.values())
                .filter(trigger -> trigger.name().equals(name))
                .findFirst()
                .orElse(Trigger.OTHER);
    }

    private static Course course(ResultSet row) throws SQLException {
        String to = row.getString("to_cluster");
        return new Course(
                to == null ? null : new ClusterName(to),
                instant(row, "replaced_at"),
                instant(row, "purged_at"),
                instant(row, "alive_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
