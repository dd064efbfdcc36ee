package io.henge.ledger.sql;

import io.henge.core.attempt.AttemptId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The parameters of one statement, bound one after the other. */
final class Parameters {
    /** Null where the values are only checked. */
    private final @Nullable PreparedStatement statement;

    private int last;

    Parameters(PreparedStatement statement) {
        this.statement = statement;
    }

    private Parameters() {
        this.statement = null;
    }

    /** Takes values for no statement, to find those that no column can hold. */
    static Parameters unbound() {
        return new Parameters();
    }

    void key(AttemptId id) throws SQLException {
        exact("task_id", id.task().value(), Tables.NAME_MAX);
        integer(id.number());
    }

    /** A name that leads to something outside: see {@link ColumnText#exact}. */
    void exact(String column, @Nullable String value, int max) throws SQLException {
        word(value == null ? null : ColumnText.exact(value, max, column));
    }

    /** A name for comparing: see {@link ColumnText#shortened}. */
    void name(@Nullable String value) throws SQLException {
        word(value == null ? null : ColumnText.shortened(value, Tables.NAME_MAX));
    }

    /** Text for people: see {@link ColumnText#cut}. */
    void text(@Nullable String value, int max) throws SQLException {
        word(value == null ? null : ColumnText.cut(value, max));
    }

    void word(@Nullable String value) throws SQLException {
        last++;
        if (statement != null) {
            statement.setString(last, value);
        }
    }

    void flag(boolean value) throws SQLException {
        last++;
        if (statement != null) {
            statement.setBoolean(last, value);
        }
    }

    void instant(@Nullable Instant value) throws SQLException {
        number(value == null ? null : value.toEpochMilli());
    }

    void number(@Nullable Long value) throws SQLException {
        last++;
        if (statement == null) {
            return;
        }
        if (value == null) {
            statement.setNull(last, Types.BIGINT);
        } else {
            statement.setLong(last, value);
        }
    }

    void integer(@Nullable Integer value) throws SQLException {
        last++;
        if (statement == null) {
            return;
        }
        if (value == null) {
            statement.setNull(last, Types.INTEGER);
        } else {
            statement.setInt(last, value);
        }
    }
}
