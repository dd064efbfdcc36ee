package io.henge.ledger.sql;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.ledger.FailoverRecord.News;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * News of failovers as statements on their table: each changes one column, and that of where the task went on, in the
 * newest row of its attempt that was acted on, unless the column says something already.
 */
final class FailoverNews {
    /** How many tasks one go through the table looks for. */
    private static final int ASKED_MAX = 100;

    private FailoverNews() {}

    /**
     * Carries them out, in one round trip per kind where the driver sends batches whole. The table has no index but that of its
     * slots: many are looked for in one go through it, since a go for each news would cost a storm the square of its size.
     */
    static void tell(Connection connection, String table, List<News> all) throws SQLException {
        if (all.isEmpty()) {
            return;
        }
        Map<AttemptId, Long> numbers = numbers(connection, table, all);
        for (News.Kind kind : News.Kind.values()) {
            List<News> ofKind = all.stream()
                    .filter(news -> news.kind() == kind && numbers.containsKey(news.attempt()))
                    .toList();
            if (!ofKind.isEmpty()) {
                try (PreparedStatement update = Transactions.prepare(connection, update(table, kind))) {
                    for (News news : ofKind) {
                        long number = Objects.requireNonNull(numbers.get(news.attempt()));
                        Parameters in = new Parameters(update);
                        bindWhat(in, news);
                        in.integer(FailoverRow.slot(number));
                        in.number(number);
                        update.addBatch();
                    }
                    update.executeBatch();
                }
            }
        }
    }

    /** That of the newest row of each attempt that was acted on. */
    private static Map<AttemptId, Long> numbers(Connection connection, String table, List<News> all)
            throws SQLException {
        List<String> tasks = all.stream()
                .map(news -> news.attempt().task().value())
                .distinct()
                .toList();
        Map<AttemptId, Long> numbers = new HashMap<>();
        // Two texts of the statement at most, which databases need not read anew.
        int asked = tasks.size() == 1 ? 1 : ASKED_MAX;
        String sql = "SELECT task_id, attempt, MAX(number) FROM " + table + " WHERE acted = TRUE AND task_id IN ("
                + String.join(", ", Collections.nCopies(asked, "?")) + ") GROUP BY task_id, attempt";
        try (PreparedStatement select = Transactions.prepare(connection, sql)) {
            for (int from = 0; from < tasks.size(); from += asked) {
                Parameters in = new Parameters(select);
                for (int i = from; i < from + asked; i++) {
                    in.exact("task_id", tasks.get(Math.min(i, tasks.size() - 1)), Tables.NAME_MAX);
                }
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        numbers.put(new AttemptId(new TaskId(rows.getString(1)), rows.getInt(2)), rows.getLong(3));
                    }
                }
            }
        }
        return numbers;
    }

    private static String update(String table, News.Kind kind) {
        String column = column(kind);
        return "UPDATE " + table + " SET " + column + " = ?, "
                + (kind == News.Kind.REPLACED ? "to_cluster = ?, " : "")
                + "writes = writes + 1 WHERE slot = ? AND number = ? AND " + column + " IS NULL";
    }

    private static String column(News.Kind kind) {
        return switch (kind) {
            case REPLACED -> "replaced_at";
            case PURGED -> "purged_at";
            case ALIVE -> "alive_at";
        };
    }

    /** Gives a statement what it takes, or finds what no column can hold. */
    static void bind(Parameters in, News news) throws SQLException {
        bindWhat(in, news);
        in.key(news.attempt());
    }

    private static void bindWhat(Parameters in, News news) throws SQLException {
        in.instant(news.at());
        if (news.kind() == News.Kind.REPLACED) {
            ClusterName to = news.to();
            in.exact("to_cluster", to == null ? null : to.value(), Tables.ID_MAX);
        }
    }
}
