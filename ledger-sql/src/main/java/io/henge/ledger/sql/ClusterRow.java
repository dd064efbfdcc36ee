package io.henge.ledger.sql;

import io.henge.core.attempt.ClusterName;
import io.henge.core.cluster.ClusterIdentity;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.ClusterRecord.Adoption;
import io.henge.core.ledger.ClusterRecord.Declaration;
import io.henge.core.ledger.ClusterRecord.Drain;
import io.henge.core.port.LedgerException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cluster's record as a row of the clusters table. Of a declaration all three columns are there, or none. */
final class ClusterRow {
    static final RowShape<ClusterRecord> SHAPE = new RowShape<>(
            List.of("name"),
            List.of(
                    "version",
                    "adoption",
                    "dead_who",
                    "dead_why",
                    "dead_at",
                    "cordon_who",
                    "cordon_why",
                    "cordon_at",
                    "drain_who",
                    "drain_why",
                    "drain_at",
                    "bad_since",
                    "drain_until",
                    "drain_attempts",
                    "cluster_identity"),
            ClusterRow::bind);

    private ClusterRow() {}

    private static void bind(Parameters in, ClusterRecord cluster) throws SQLException {
        in.number(cluster.version());
        in.word(cluster.adoption().name());
        bind(in, cluster.dead(), Tables.MESSAGE_MAX);
        bind(in, cluster.cordon(), Tables.WHY_MAX);
        @Nullable Drain drain = cluster.drain();
        bind(in, drain == null ? null : drain.word(), Tables.WHY_MAX);
        in.instant(cluster.badSince());
        in.instant(drain == null ? null : drain.until());
        in.integer(drain == null ? null : drain.attempts());
        @Nullable ClusterIdentity identity = cluster.identity();
        in.text(identity == null ? null : identity.text(), Tables.NAME_MAX);
        in.exact("name", cluster.name().value(), Tables.ID_MAX);
    }

    private static void bind(Parameters in, @Nullable Declaration word, int whyMax) throws SQLException {
        in.text(word == null ? null : word.who(), Tables.NAME_MAX);
        in.text(word == null ? null : word.why(), whyMax);
        in.instant(word == null ? null : word.at());
    }

    /** @throws LedgerException if the row holds something that Henge never wrote */
    static ClusterRecord read(ResultSet row) throws SQLException {
        String name = row.getString("name");
        try {
            return new ClusterRecord(
                    new ClusterName(name),
                    row.getLong("version"),
                    Adoption.valueOf(row.getString("adoption")),
                    declaration(row, "dead"),
                    declaration(row, "cordon"),
                    drain(row),
                    new ClusterRecord.Seen(instant(row, "bad_since"), identity(row)));
        } catch (IllegalArgumentException e) {
            throw new LedgerException("Row[" + name + "] cannot be read: " + e.getMessage(), e);
        }
    }

    /** A Henge before 1.2 knows neither deadline nor number. */
    private static @Nullable Drain drain(ResultSet row) throws SQLException {
        @Nullable Declaration word = declaration(row, "drain");
        return word == null ? null : new Drain(word, instant(row, "drain_until"), row.getInt("drain_attempts"));
    }

    private static @Nullable Declaration declaration(ResultSet row, String word) throws SQLException {
        String who = row.getString(word + "_who");
        return who == null
                ? null
                : new Declaration(who, row.getString(word + "_why"), Instant.ofEpochMilli(row.getLong(word + "_at")));
    }

    private static @Nullable ClusterIdentity identity(ResultSet row) throws SQLException {
        String text = row.getString("cluster_identity");
        return text == null ? null : ClusterIdentity.of(text).orElse(null);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
