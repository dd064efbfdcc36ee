package io.henge.ledger.sql;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The tables of the ledger: what they are called and the columns that the first version of each has. {@link Migrations}
 * says which version brought which table, and which columns came later.
 *
 * <p>One text serves every database. A message is a VARCHAR and not a CLOB or TEXT because 10,000 characters, at most
 * 30,000 bytes, fit a VARCHAR and a row everywhere, and a CLOB costs Derby's network client a round trip per row.
 * The whole row of a table has at most 65,535 bytes on MySQL, at four per character, so that later texts are shorter.
 *
 * <p>{@code writes} counts the updates of a row. It is there so that each UPDATE changes something: where a driver is
 * set to report changed instead of matched rows (MySQL's {@code useAffectedRows}), an UPDATE to the same values counts
 * 0, which would read as "no such row".
 */
record Tables(String base) {
    static final int ID_MAX = 63;
    static final int NAME_MAX = 255;
    static final int TOKEN_MAX = 64;
    static final int MESSAGE_MAX = 10_000;
    static final int WHY_MAX = 2_000;
    static final int KIND_MAX = 32;
    static final int RESOURCES_MAX = 512;
    static final int MAP_MAX = 4_000;

    /** With the longest suffix within 63 characters, beyond which PostgreSQL cuts a name without a word. */
    private static final Pattern BASE = Pattern.compile("[A-Za-z0-9_]{1,47}");

    Tables {
        if (!BASE.matcher(base).matches()) {
            throw new IllegalArgumentException(
                    "A base of table names has 1 to 47 letters, digits or underscores, but got [" + base + "]");
        }
    }

    String term() {
        return base + "_henge_term";
    }

    String attempts() {
        return base + "_henge_attempts";
    }

    String clusters() {
        return base + "_henge_clusters";
    }

    String publishes() {
        return base + "_henge_publishes";
    }

    String events() {
        return base + "_henge_events";
    }

    String failovers() {
        return base + "_henge_failovers";
    }

    /** In the order in which they are made. */
    List<String> names() {
        return List.of(attempts(), clusters(), publishes(), term(), events(), failovers());
    }

    /** What the first version of a table consists of. */
    String columns(String table) {
        Map<String, String> columns = Map.of(
                attempts(), attemptColumns(),
                clusters(), clusterColumns(),
                publishes(), publishColumns(),
                term(), termColumns(),
                events(), eventColumns(),
                failovers(), failoverColumns());
        return Objects.requireNonNull(columns.get(table));
    }

    private static String termColumns() {
        return """
                  id INT NOT NULL PRIMARY KEY,
                  schema_version INT NOT NULL,
                  owner VARCHAR(63) NOT NULL,
                  epoch BIGINT NOT NULL,
                  holder VARCHAR(255) NOT NULL,
                  since BIGINT NOT NULL,
                  writes BIGINT NOT NULL
                """;
    }

    private static String attemptColumns() {
        return """
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
                """;
    }

    private static String clusterColumns() {
        return """
                  name VARCHAR(63) NOT NULL PRIMARY KEY,
                  version BIGINT NOT NULL,
                  adoption VARCHAR(16) NOT NULL,
                  dead_who VARCHAR(255),
                  dead_why VARCHAR(10000),
                  dead_at BIGINT,
                  writes BIGINT NOT NULL
                """;
    }

    /** The segments' column holds ten ids of 255 characters, each with the end of its line. */
    private static String publishColumns() {
        return """
                  task_id VARCHAR(255) NOT NULL,
                  attempt INT NOT NULL,
                  number INT NOT NULL,
                  epoch BIGINT NOT NULL,
                  data_source VARCHAR(255) NOT NULL,
                  segments VARCHAR(2560) NOT NULL,
                  committed BOOLEAN NOT NULL,
                  writes BIGINT NOT NULL,
                  PRIMARY KEY (task_id, attempt, number)
                """;
    }

    /** A ring: the slot of an event is its number modulo how many are kept, so that a new one replaces the oldest. */
    private static String eventColumns() {
        return """
                  slot INT NOT NULL PRIMARY KEY,
                  number BIGINT NOT NULL,
                  kind VARCHAR(32) NOT NULL,
                  decided_at BIGINT NOT NULL,
                  who VARCHAR(255) NOT NULL,
                  task_id VARCHAR(255),
                  attempt INT,
                  cluster VARCHAR(63),
                  why VARCHAR(2000) NOT NULL,
                  writes BIGINT NOT NULL,
                  UNIQUE (number)
                """;
    }

    /**
     * A ring, as that of events. News of a failover finds it by its attempt, which therefore is part of a key. A trigger is
     * a reserved word, and three maps of this length are what a row of MySQL has room for.
     */
    private static String failoverColumns() {
        return """
                  slot INT NOT NULL PRIMARY KEY,
                  number BIGINT NOT NULL,
                  task_id VARCHAR(255) NOT NULL,
                  attempt INT NOT NULL,
                  failed_at BIGINT NOT NULL,
                  trigger_kind VARCHAR(32) NOT NULL,
                  acted BOOLEAN NOT NULL,
                  from_cluster VARCHAR(63) NOT NULL,
                  to_cluster VARCHAR(63),
                  why VARCHAR(2000) NOT NULL,
                  policy VARCHAR(4000) NOT NULL,
                  evidence VARCHAR(4000) NOT NULL,
                  preserved VARCHAR(4000) NOT NULL,
                  replaced_at BIGINT,
                  purged_at BIGINT,
                  alive_at BIGINT,
                  writes BIGINT NOT NULL,
                  UNIQUE (number),
                  UNIQUE (task_id, attempt, number)
                """;
    }
}
