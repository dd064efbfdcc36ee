package io.henge.ledger.sql;

import io.henge.core.attempt.ClusterName;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.ClusterRecord.Adoption;
import io.henge.core.ledger.ClusterRecord.Declaration;
import io.henge.core.port.LedgerException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cluster's record as a row of the clusters table. Of a declaration all three columns are there, or none. */
final class ClusterRow {
    static final RowShape<ClusterRecord> SHAPE = new RowShape<>(
            List.of("name"), List.of("version", "adoption", "dead_who", "dead_why", "dead_at"), ClusterRow::bind);

    private ClusterRow() {}

    private static void bind(Parameters in, ClusterRecord cluster) throws SQLException {
        Declaration dead = cluster.dead();
        in.number(cluster.version());
        in.word(cluster.adoption().name());
        in.text(dead == null ? null : dead.who(), Tables.NAME_MAX);
        in.text(dead == null ? null : dead.why(), Tables.MESSAGE_MAX);
        in.instant(dead == null ? null : dead.at());
        in.exact("name", cluster.name().value(), Tables.ID_MAX);
    }

    /** @throws LedgerException if the row holds something that Henge never wrote */
    static ClusterRecord read(ResultSet row) throws SQLException {
        String name = row.getString("name");
        try {
            return new ClusterRecord(
                    new ClusterName(name),
                    row.getLong("version"),
                    Adoption.valueOf(row.getString("adoption")),
                    dead(row));
        } catch (IllegalArgumentException e) {
            throw new LedgerException("Row[" + name + "] cannot be read: " + e.getMessage(), e);
        }
    }

    private static @Nullable Declaration dead(ResultSet row) throws SQLException {
        String who = row.getString("dead_who");
        return who == null
                ? null
                : new Declaration(who, row.getString("dead_why"), Instant.ofEpochMilli(row.getLong("dead_at")));
    }
}
