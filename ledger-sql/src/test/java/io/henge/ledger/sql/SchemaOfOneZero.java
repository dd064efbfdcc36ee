package io.henge.ledger.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The schema of version 1.0, as it was released: its DDL and the statements of the Henge that knows no other. They are
 * literal and never follow the code, since what they stand for is out of reach of any change.
 */
final class SchemaOfOneZero {
    /** Two attempts, one of them fenced, a cluster that was declared dead, a publish, and epoch 3 of a former leader. */
    private static final List<String> ROWS = List.of("""
            INSERT INTO %s_henge_term (id, schema_version, owner, epoch, holder, since, writes)
            VALUES (1, 1, 'owner-of-old', 3, 'old:8090', 1700000000000, 12)""", """
            INSERT INTO %s_henge_attempts (cluster, namespace, job_name, job_uid, token, epoch, storage_root, state,
              task_type, data_source, group_id, priority, parent_task_id, parent_attempt, retried, placed_at, started_at,
              ended_at, location_host, location_plaintext_port, location_tls_port, location_pod, outcome, message,
              duration_millis, task_id, attempt, writes)
            VALUES ('east', 'druid', 'job-a', 'uid-a', 'token-a', 3, NULL, 'PLACED', 'index', 'flights', 'group', 50,
              NULL, NULL, FALSE, 1700000000001, 1700000000002, NULL, '10.0.0.1', 8100, -1, 'pod-a', NULL, NULL, NULL,
              'a', 1, 4)""", """
            INSERT INTO %s_henge_attempts (cluster, namespace, job_name, job_uid, token, epoch, storage_root, state,
              task_type, data_source, group_id, priority, parent_task_id, parent_attempt, retried, placed_at, started_at,
              ended_at, location_host, location_plaintext_port, location_tls_port, location_pod, outcome, message,
              duration_millis, task_id, attempt, writes)
            VALUES ('west', 'druid', 'job-b', NULL, 'token-b', 2, 'henge/b', 'FENCED', 'kill', 'flights', 'group', 25,
              'a', 1, TRUE, 1700000000003, NULL, 1700000000004, NULL, NULL, NULL, NULL, NULL, 'west is lost', NULL,
              'b', 2, 0)""", """
            INSERT INTO %s_henge_clusters (version, adoption, dead_who, dead_why, dead_at, name, writes)
            VALUES (5, 'SETTLED', 'someone', 'under water', 1700000000005, 'west', 3)""", """
            INSERT INTO %s_henge_publishes (epoch, data_source, segments, committed, task_id, attempt, number, writes)
            VALUES (3, 'flights', 'flights_a\n', FALSE, 'a', 1, 1, 0)""");

    private static final String COLUMNS =
            "cluster, namespace, job_name, job_uid, token, epoch, storage_root, state, task_type, data_source, group_id,"
                    + " priority, parent_task_id, parent_attempt, retried, placed_at, started_at, ended_at, location_host,"
                    + " location_plaintext_port, location_tls_port, location_pod, outcome, message, duration_millis";

    private final ConnectionSource database;
    private final String base;

    /** The Henge that knows version 1.0, on tables that are there. */
    SchemaOfOneZero(ConnectionSource database, String base) {
        this.database = database;
        this.base = base;
    }

    /** Whether its term is still the newest, as each of its transactions asks first. */
    boolean claims(long epoch) throws SQLException {
        return update("UPDATE %s_henge_term SET writes = writes + 1 WHERE id = 1 AND epoch = ?", epoch) == 1;
    }

    /** Whether it begins the next term. */
    boolean leads(long epoch) throws SQLException {
        String sql = "UPDATE %s_henge_term SET epoch = epoch + 1, holder = ?, since = ?, writes = writes + 1"
                + " WHERE id = 1 AND epoch = ?";
        return update(sql, "old:8090", 1_700_000_000_009L, epoch) == 1;
    }

    /** Makes the row of a first attempt. */
    void puts(String task, String token) throws SQLException {
        String sql =
                "INSERT INTO %s_henge_attempts (" + COLUMNS + ", task_id, attempt, writes) VALUES ('east', 'druid',"
                        + " 'job-c', NULL, ?, 3, NULL, 'PLACED', 'index', 'flights', 'group', 50, NULL, NULL, FALSE,"
                        + " 1700000000001, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, ?, 1, 0)";
        update(sql, token, task);
    }

    /** Reads the whole row of a first attempt as it knows it, and writes it back with another uid. */
    void seesUid(String task, String uid) throws SQLException {
        String update = "UPDATE %s_henge_attempts SET " + COLUMNS.replace(",", " = ?,") + " = ?, writes = writes + 1"
                + " WHERE task_id = ? AND attempt = 1";
        try (Connection connection = database.open();
                PreparedStatement select = connection.prepareStatement(named("SELECT " + COLUMNS
                        + ", task_id FROM %s_henge_attempts WHERE attempt = 1 AND task_id = '" + task + "'"));
                PreparedStatement statement = connection.prepareStatement(named(update));
                ResultSet row = select.executeQuery()) {
            row.next();
            ResultSetMetaData columns = row.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                if (columns.getColumnName(i).equalsIgnoreCase("job_uid")) {
                    statement.setString(i, uid);
                } else if (row.getObject(i) == null) {
                    statement.setNull(i, columns.getColumnType(i));
                } else {
                    statement.setObject(i, row.getObject(i));
                }
            }
            statement.executeUpdate();
        }
    }

    void declares(String cluster, String why) throws SQLException {
        String sql = "UPDATE %s_henge_clusters SET version = ?, adoption = ?, dead_who = ?, dead_why = ?, dead_at = ?,"
                + " writes = writes + 1 WHERE name = ?";
        update(sql, 6L, "SETTLED", "someone", why, 1_700_000_000_010L, cluster);
    }

    /** The tokens of all attempts, in their order. */
    List<String> tokens() throws SQLException {
        List<String> tokens = new ArrayList<>();
        try (Connection connection = database.open();
                PreparedStatement select = connection.prepareStatement(
                        named("SELECT " + COLUMNS + ", task_id, attempt FROM %s_henge_attempts ORDER BY task_id"));
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                tokens.add(rows.getString("token"));
            }
        }
        return tokens;
    }

    private int update(String sql, Object... parameters) throws SQLException {
        try (Connection connection = database.open();
                PreparedStatement statement = connection.prepareStatement(named(sql))) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }

    private String named(String sql) {
        return String.format(Locale.ROOT, sql, base);
    }

    /**
     * Makes the tables with rows in them.
     *
     * @param options what stands after each CREATE TABLE on this database
     */
    static void make(ConnectionSource database, String base, String options) throws SQLException {
        try (Connection connection = database.open()) {
            for (String ddl : tables()) {
                execute(connection, String.format(Locale.ROOT, ddl, base) + options);
            }
            for (String row : ROWS) {
                execute(connection, String.format(Locale.ROOT, row, base));
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private static List<String> tables() {
        return List.of("""
                CREATE TABLE %s_henge_attempts (
                  task_id VARCHAR(255) NOT NULL,
                  attempt INT NOT NULL,
                  cluster VARCHAR(63) NOT NULL,
                  namespace VARCHAR(63) NOT NULL,
                  job_name VARCHAR(63) NOT NULL,
                  job_uid VARCHAR(63),
                  token VARCHAR(64) NOT NULL,
                  epoch BIGINT NOT NULL,
                  storage_root VARCHAR(255),
                  state VARCHAR(16) NOT NULL,
                  task_type VARCHAR(255) NOT NULL,
                  data_source VARCHAR(255) NOT NULL,
                  group_id VARCHAR(255) NOT NULL,
                  priority INT NOT NULL,
                  parent_task_id VARCHAR(255),
                  parent_attempt INT,
                  retried BOOLEAN NOT NULL,
                  placed_at BIGINT NOT NULL,
                  started_at BIGINT,
                  ended_at BIGINT,
                  location_host VARCHAR(255),
                  location_plaintext_port INT,
                  location_tls_port INT,
                  location_pod VARCHAR(255),
                  outcome VARCHAR(16),
                  message VARCHAR(10000),
                  duration_millis BIGINT,
                  writes BIGINT NOT NULL,
                  PRIMARY KEY (task_id, attempt)
                )""", """
                CREATE TABLE %s_henge_clusters (
                  name VARCHAR(63) NOT NULL PRIMARY KEY,
                  version BIGINT NOT NULL,
                  adoption VARCHAR(16) NOT NULL,
                  dead_who VARCHAR(255),
                  dead_why VARCHAR(10000),
                  dead_at BIGINT,
                  writes BIGINT NOT NULL
                )""", """
                CREATE TABLE %s_henge_publishes (
                  task_id VARCHAR(255) NOT NULL,
                  attempt INT NOT NULL,
                  number INT NOT NULL,
                  epoch BIGINT NOT NULL,
                  data_source VARCHAR(255) NOT NULL,
                  segments VARCHAR(2560) NOT NULL,
                  committed BOOLEAN NOT NULL,
                  writes BIGINT NOT NULL,
                  PRIMARY KEY (task_id, attempt, number)
                )""", """
                CREATE TABLE %s_henge_term (
                  id INT NOT NULL PRIMARY KEY,
                  schema_version INT NOT NULL,
                  owner VARCHAR(63) NOT NULL,
                  epoch BIGINT NOT NULL,
                  holder VARCHAR(255) NOT NULL,
                  since BIGINT NOT NULL,
                  writes BIGINT NOT NULL
                )""");
    }
}
