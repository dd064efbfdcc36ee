package io.henge.ledger.sql;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.End;
import io.henge.core.attempt.Intent;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.NextWish;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.Preserved;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.Sight;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.port.LedgerException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as a row of the attempts table. The message is the outcome's, or the reason why the attempt was fenced.
 *
 * <p>What a row does not keep exactly: instants lose what is finer than a millisecond, messages end after 10,000
 * characters, and names for comparing and listing (type, data source, group, host, pod) after 255, the width of Druid's
 * own columns. Names that lead to a Job, to a parent or to segments are kept exactly or refused: see
 * {@link ColumnText}.
 */
final class AttemptRow {
    private static final List<String> VALUES = List.of(
            "cluster",
            "namespace",
            "job_name",
            "job_uid",
            "token",
            "epoch",
            "storage_root",
            "state",
            "task_type",
            "data_source",
            "group_id",
            "priority",
            "parent_task_id",
            "parent_attempt",
            "retried",
            "placed_at",
            "started_at",
            "ended_at",
            "location_host",
            "location_plaintext_port",
            "location_tls_port",
            "location_pod",
            "outcome",
            "message",
            "duration_millis",
            "next_cluster",
            "next_why",
            "cut_short",
            "cpu_millis",
            "memory_bytes",
            "other_resources",
            "preserved");

    static final RowShape<Attempt> SHAPE = new RowShape<>(List.of("task_id", "attempt"), VALUES, AttemptRow::bind);

    /** The condition for the rows of one attempt; takes the parameters of {@link Parameters#key}. */
    static final String OF_ATTEMPT = " WHERE task_id = ? AND attempt = ?";

    /** Where each column stands in a row that is read; drivers look long for a name, and a leader reads all rows. */
    private static final Map<String, Integer> POSITIONS = positions();

    private static final String SUCCEEDED = "SUCCEEDED";
    private static final String FAILED = "FAILED";

    private AttemptRow() {}

    private static Map<String, Integer> positions() {
        Map<String, Integer> positions = new HashMap<>();
        SHAPE.columns().forEach(column -> positions.put(column, positions.size() + 1));
        return Map.copyOf(positions);
    }

    private static int at(String column) {
        return Objects.requireNonNull(POSITIONS.get(column), column);
    }

    /** The names of the clusters with rows of one token, each once; takes the token. */
    static String selectClusters(String table) {
        return "SELECT DISTINCT cluster FROM " + table + " WHERE token = ?";
    }

    private static void bind(Parameters in, Attempt attempt) throws SQLException {
        bindPlace(in, attempt);
        bindTraits(in, attempt.traits());
        bindRun(in, attempt);
        bindEnd(in, attempt);
        bindLater(in, attempt);
        in.key(attempt.id());
    }

    private static void bindPlace(Parameters in, Attempt attempt) throws SQLException {
        JobAddress address = attempt.address();
        in.exact("cluster", address.cluster().value(), Tables.ID_MAX);
        in.exact("namespace", address.namespace(), Tables.ID_MAX);
        in.exact("job_name", address.job().value(), Tables.ID_MAX);
        in.exact("job_uid", attempt.jobUid(), Tables.ID_MAX);
        in.exact("token", attempt.token().value(), Tables.TOKEN_MAX);
        in.number(attempt.epoch());
        in.exact("storage_root", attempt.storageRoot(), Tables.NAME_MAX);
        in.word(attempt.state().name());
    }

    private static void bindTraits(Parameters in, TaskTraits traits) throws SQLException {
        in.name(traits.type());
        in.name(traits.dataSource());
        in.name(traits.groupId());
        in.integer(traits.priority());
        AttemptId parent = traits.parent();
        in.exact("parent_task_id", parent == null ? null : parent.task().value(), Tables.NAME_MAX);
        in.integer(parent == null ? null : parent.number());
        in.flag(traits.retried());
    }

    private static void bindRun(Parameters in, Attempt attempt) throws SQLException {
        in.instant(attempt.placedAt());
        in.instant(attempt.startedAt());
        in.instant(attempt.endedAt());
        Location location = attempt.location();
        in.name(location == null ? null : location.host());
        in.integer(location == null ? null : location.plaintextPort());
        in.integer(location == null ? null : location.tlsPort());
        in.name(location == null ? null : location.pod());
    }

    private static void bindEnd(Parameters in, Attempt attempt) throws SQLException {
        Outcome outcome = attempt.outcome();
        in.word(outcome == null ? null : outcome.succeeded() ? SUCCEEDED : FAILED);
        in.text(outcome == null ? attempt.reason() : outcome.message(), Tables.MESSAGE_MAX);
        in.number(outcome == null ? null : outcome.durationMillis());
    }

    /** The columns of versions 1.1, 1.2 and 1.5; an older Henge leaves them as they are. */
    private static void bindLater(Parameters in, Attempt attempt) throws SQLException {
        NextWish next = attempt.next();
        ClusterName to = next == null ? null : next.to();
        in.exact("next_cluster", to == null ? null : to.value(), Tables.ID_MAX);
        in.text(next == null ? null : next.why(), Tables.WHY_MAX);
        in.flag(attempt.isCutShort());
        Resources needs = attempt.intent().needs();
        in.number(needs == null ? null : needs.amount(Resources.CPU));
        in.number(needs == null ? null : needs.amount(Resources.MEMORY));
        in.word(needs == null ? null : ResourcesText.of(needs));
        Preserved preserved = attempt.preserved();
        in.word(preserved.isNothing() ? null : MapText.whole(preserved.entries()));
    }

    /** @throws LedgerException if the row holds something that Henge never wrote */
    static Attempt read(ResultSet row) throws SQLException {
        String task = row.getString(at("task_id"));
        int number = row.getInt(at("attempt"));
        try {
            AttemptId id = new AttemptId(new TaskId(task), number);
            return new Attempt(id, traits(row), intent(row), sight(row), end(row), preserved(row));
        } catch (IllegalArgumentException e) {
            throw new LedgerException("Row[" + task + "#" + number + "] cannot be read: " + e.getMessage(), e);
        }
    }

    private static Intent intent(ResultSet row) throws SQLException {
        return new Intent(
                address(row),
                new Token(row.getString(at("token"))),
                row.getLong(at("epoch")),
                row.getString(at("storage_root")),
                Instant.ofEpochMilli(row.getLong(at("placed_at"))),
                needs(row));
    }

    private static @Nullable Resources needs(ResultSet row) throws SQLException {
        long cpuMillis = row.getLong(at("cpu_millis"));
        return row.wasNull()
                ? null
                : ResourcesText.read(row.getString(at("other_resources")))
                        .plus(Resources.of(cpuMillis, row.getLong(at("memory_bytes"))));
    }

    private static Sight sight(ResultSet row) throws SQLException {
        return new Sight(row.getString(at("job_uid")), location(row), instant(row, "started_at"));
    }

    private static @Nullable End end(ResultSet row) throws SQLException {
        AttemptState state = AttemptState.valueOf(row.getString(at("state")));
        Instant at = Optional.ofNullable(instant(row, "ended_at")).orElse(Instant.EPOCH);
        return switch (state) {
            case PLACED -> null;
            case ENDED -> new End(at, outcome(row), null, row.getBoolean(at("cut_short")), null);
            case FENCED -> new End(at, null, row.getString(at("message")), false, next(row));
        };
    }

    private static Preserved preserved(ResultSet row) throws SQLException {
        String text = row.getString(at("preserved"));
        return text == null ? Preserved.NOTHING : new Preserved(MapText.read(text));
    }

    private static @Nullable NextWish next(ResultSet row) throws SQLException {
        String why = row.getString(at("next_why"));
        String to = row.getString(at("next_cluster"));
        return why == null ? null : new NextWish(to == null ? null : new ClusterName(to), why);
    }

    private static JobAddress address(ResultSet row) throws SQLException {
        return new JobAddress(
                new ClusterName(row.getString(at("cluster"))),
                row.getString(at("namespace")),
                new JobName(row.getString(at("job_name"))));
    }

    private static TaskTraits traits(ResultSet row) throws SQLException {
        return new TaskTraits(
                row.getString(at("task_type")),
                row.getString(at("data_source")),
                row.getString(at("group_id")),
                row.getInt(at("priority")),
                parent(row),
                row.getBoolean(at("retried")));
    }

    private static @Nullable AttemptId parent(ResultSet row) throws SQLException {
        String task = row.getString(at("parent_task_id"));
        return task == null ? null : new AttemptId(new TaskId(task), row.getInt(at("parent_attempt")));
    }

    private static @Nullable Location location(ResultSet row) throws SQLException {
        String host = row.getString(at("location_host"));
        return host == null
                ? null
                : new Location(
                        host,
                        row.getInt(at("location_plaintext_port")),
                        row.getInt(at("location_tls_port")),
                        row.getString(at("location_pod")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(at(column));
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Outcome outcome(ResultSet row) throws SQLException {
        String outcome = row.getString(at("outcome"));
        return outcome == null
                ? null
                : new Outcome(
                        outcome.equals(SUCCEEDED), row.getString(at("message")), row.getLong(at("duration_millis")));
    }
}
