package io.henge.ledger.sql;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.ledger.LedgerException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as a row of the attempts table.
 *
 * <p>What a row does not keep exactly: instants lose what is finer than a millisecond, messages end after 10,000
 * characters, and names for comparing and listing (type, data source, group, host, pod) after 255, the width of Druid's
 * own columns. Names that lead to a Job are kept exactly or refused: see {@link ColumnText}.
 */
final class AttemptRow {
    private static final List<String> KEY = List.of("task_id", "attempt");

    private static final List<String> VALUES = List.of(
            "cluster",
            "namespace",
            "job_name",
            "job_uid",
            "token",
            "epoch",
            "state",
            "task_type",
            "data_source",
            "group_id",
            "priority",
            "placed_at",
            "started_at",
            "ended_at",
            "location_host",
            "location_plaintext_port",
            "location_tls_port",
            "location_pod",
            "outcome",
            "message",
            "duration_millis");

    private static final String KEY_IS = " WHERE task_id = ? AND attempt = ?";
    private static final String SUCCEEDED = "SUCCEEDED";
    private static final String FAILED = "FAILED";

    private AttemptRow() {}

    static String select(String table) {
        return "SELECT " + columns().collect(Collectors.joining(", ")) + " FROM " + table;
    }

    /** Takes the parameters of {@link #bind}, as does {@link #insert}. */
    static String update(String table) {
        return "UPDATE " + table + " SET "
                + VALUES.stream().map(name -> name + " = ?").collect(Collectors.joining(", ")) + ", writes = writes + 1"
                + KEY_IS;
    }

    static String insert(String table) {
        return "INSERT INTO " + table + " (" + columns().collect(Collectors.joining(", ")) + ", writes) VALUES ("
                + columns().map(name -> "?").collect(Collectors.joining(", ")) + ", 0)";
    }

    /** Takes the parameters of {@link #bindKey}. */
    static String delete(String table) {
        return "DELETE FROM " + table + KEY_IS;
    }

    private static Stream<String> columns() {
        return Stream.concat(VALUES.stream(), KEY.stream());
    }

    static void bind(PreparedStatement statement, Attempt attempt) throws SQLException {
        Parameters in = new Parameters(statement);
        JobAddress address = attempt.address();
        TaskTraits traits = attempt.traits();
        in.exact("cluster", address.cluster().value(), Tables.ID_MAX);
        in.exact("namespace", address.namespace(), Tables.ID_MAX);
        in.exact("job_name", address.job().value(), Tables.ID_MAX);
        in.exact("job_uid", attempt.jobUid(), Tables.ID_MAX);
        in.exact("token", attempt.token().value(), Tables.TOKEN_MAX);
        in.number(attempt.epoch());
        in.word(attempt.state().name());
        in.name(traits.type());
        in.name(traits.dataSource());
        in.name(traits.groupId());
        in.integer(traits.priority());
        in.instant(attempt.placedAt());
        in.instant(attempt.startedAt());
        in.instant(attempt.endedAt());
        Location location = attempt.location();
        in.name(location == null ? null : location.host());
        in.integer(location == null ? null : location.plaintextPort());
        in.integer(location == null ? null : location.tlsPort());
        in.name(location == null ? null : location.pod());
        Outcome outcome = attempt.outcome();
        in.word(outcome == null ? null : outcome.succeeded() ? SUCCEEDED : FAILED);
        in.message(outcome == null ? null : outcome.message());
        in.number(outcome == null ? null : outcome.durationMillis());
        in.key(attempt.id());
    }

    static void bindKey(PreparedStatement statement, AttemptId id) throws SQLException {
        new Parameters(statement).key(id);
    }

    /** @throws LedgerException if the row holds something that Henge never wrote */
    static Attempt read(ResultSet row) throws SQLException {
        String task = row.getString("task_id");
        int number = row.getInt("attempt");
        try {
            return new Attempt(
                    new AttemptId(new TaskId(task), number),
                    new JobAddress(
                            new ClusterName(row.getString("cluster")),
                            row.getString("namespace"),
                            new JobName(row.getString("job_name"))),
                    new Token(row.getString("token")),
                    new TaskTraits(
                            row.getString("task_type"),
                            row.getString("data_source"),
                            row.getString("group_id"),
                            row.getInt("priority")),
                    row.getLong("epoch"),
                    AttemptState.valueOf(row.getString("state")),
                    Instant.ofEpochMilli(row.getLong("placed_at")),
                    row.getString("job_uid"),
                    location(row),
                    instant(row, "started_at"),
                    instant(row, "ended_at"),
                    outcome(row));
        } catch (IllegalArgumentException e) {
            throw new LedgerException("Row[" + task + "#" + number + "] cannot be read: " + e.getMessage(), e);
        }
    }

    private static @Nullable Location location(ResultSet row) throws SQLException {
        String host = row.getString("location_host");
        return host == null
                ? null
                : new Location(
                        host,
                        row.getInt("location_plaintext_port"),
                        row.getInt("location_tls_port"),
                        row.getString("location_pod"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Outcome outcome(ResultSet row) throws SQLException {
        String outcome = row.getString("outcome");
        return outcome == null
                ? null
                : new Outcome(outcome.equals(SUCCEEDED), row.getString("message"), row.getLong("duration_millis"));
    }

    /** The parameters of one statement, bound one after the other. */
    private static final class Parameters {
        private final PreparedStatement statement;
        private int last;

        Parameters(PreparedStatement statement) {
            this.statement = statement;
        }

        void key(AttemptId id) throws SQLException {
            exact("task_id", id.task().value(), Tables.NAME_MAX);
            integer(id.number());
        }

        void exact(String column, @Nullable String value, int max) throws SQLException {
            word(value == null ? null : ColumnText.exact(value, max, column));
        }

        void name(@Nullable String value) throws SQLException {
            word(value == null ? null : ColumnText.shortened(value, Tables.NAME_MAX));
        }

        void message(@Nullable String value) throws SQLException {
            word(value == null ? null : ColumnText.cut(value, Tables.MESSAGE_MAX));
        }

        void word(@Nullable String value) throws SQLException {
            statement.setString(++last, value);
        }

        void instant(@Nullable Instant value) throws SQLException {
            number(value == null ? null : value.toEpochMilli());
        }

        void number(@Nullable Long value) throws SQLException {
            last++;
            if (value == null) {
                statement.setNull(last, Types.BIGINT);
            } else {
                statement.setLong(last, value);
            }
        }

        void integer(@Nullable Integer value) throws SQLException {
            last++;
            if (value == null) {
                statement.setNull(last, Types.INTEGER);
            } else {
                statement.setInt(last, value);
            }
        }
    }
}
