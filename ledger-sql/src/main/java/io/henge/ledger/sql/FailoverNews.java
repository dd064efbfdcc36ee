package io.henge.ledger.sql;

import io.henge.core.attempt.ClusterName;
import io.henge.core.ledger.FailoverRecord.News;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * News of failovers as statements on their table: each changes one column, and that of where the task went on, in the
 * newest row of its attempt that was acted on, unless the column says something already.
 */
final class FailoverNews {
    private FailoverNews() {}

    /** Carries them out, in one round trip per kind where the driver sends batches whole. */
    static void tell(Connection connection, String table, List<News> all) throws SQLException {
        for (News.Kind kind : News.Kind.values()) {
            List<News> ofKind = all.stream().filter(news -> news.kind() == kind).toList();
            if (!ofKind.isEmpty()) {
                try (PreparedStatement update = Transactions.prepare(connection, update(table, kind))) {
                    for (News news : ofKind) {
                        bind(new Parameters(update), news);
                        update.addBatch();
                    }
                    update.executeBatch();
                }
            }
        }
    }

    /** The rows are read through a table of their own, since MySQL reads none in a condition that the statement changes. */
    private static String update(String table, News.Kind kind) {
        String column = column(kind);
        return "UPDATE " + table + " SET " + column + " = ?, "
                + (kind == News.Kind.REPLACED ? "to_cluster = ?, " : "")
                + "writes = writes + 1 WHERE " + column + " IS NULL AND number ="
                + " (SELECT newest.number FROM (SELECT MAX(number) AS number FROM " + table
                + AttemptRow.OF_ATTEMPT + " AND acted = TRUE) newest)";
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
        in.instant(news.at());
        if (news.kind() == News.Kind.REPLACED) {
            ClusterName to = news.to();
            in.exact("to_cluster", to == null ? null : to.value(), Tables.ID_MAX);
        }
        in.key(news.attempt());
    }
}
