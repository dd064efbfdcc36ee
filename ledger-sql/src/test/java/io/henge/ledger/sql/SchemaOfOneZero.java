package io.henge.ledger.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
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
            VALUES (3, 'flights', 'flights_a', FALSE, 'a', 1, 1, 0)""");

    private SchemaOfOneZero() {}

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
