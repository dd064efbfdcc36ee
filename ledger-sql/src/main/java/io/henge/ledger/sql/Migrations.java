package io.henge.ledger.sql;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The versions of the schema in their order, each as what it adds to the one before. Steps are only ever added at the
 * end, and what was released is never edited. A table that is missing is made as it is today, with all that later steps
 * have added to it.
 *
 * <p>What only adds is a new <em>minor</em> version, which an older Henge ignores: it names its columns in every
 * statement. What changes a meaning is a new <em>major</em> version, which an older Henge refuses.
 */
final class Migrations {
    /** The only major version that this Henge reads and writes. */
    static final int MAJOR = 1;

    private final Tables tables;
    private final boolean mySql;
    private final String options;

    /** @param database the name that the database's own driver gives it */
    Migrations(Tables tables, String database) {
        this.tables = tables;
        this.mySql = Dialect.of(database) == Dialect.MYSQL;
        // MySQL's default collations take "Task" and "task" for one key.
        this.options = mySql ? " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin" : "";
    }

    /** The newest minor version. */
    int minor() {
        return steps().size();
    }

    /** How a table is made that is missing, with all its columns. */
    SchemaChange creation(String table) {
        return SchemaChange.table(table, columns(table), options);
    }

    /** The columns that a table of version {@code minor} lacks. */
    List<SchemaChange> additions(String table, int minor) {
        return IntStream.range(minor, minor())
                .mapToObj(step -> steps().get(step))
                .flatMap(List::stream)
                .filter(column -> column.table().equals(table))
                .map(column -> SchemaChange.column(table, column.name(), column.type()))
                .toList();
    }

    private String columns(String table) {
        String added = steps().stream()
                .flatMap(List::stream)
                .filter(column -> column.table().equals(table))
                .map(column -> "  " + column.name() + " " + column.type() + ",\n")
                .collect(Collectors.joining());
        return added + tables.columns(table);
    }

    /** A nullable column that a step adds. */
    private record Column(String table, String name, String type) {}

    /** By minor version, from 1. A table that a step adds is one of {@link Tables#names}, and is made if it is missing. */
    private List<List<Column>> steps() {
        return List.of(one(), two(), three(), four(), five());
    }

    /** 1.1: the next attempt's wish, room, what cut an attempt short, marks of clusters, and the table of events. */
    private List<Column> one() {
        String attempts = tables.attempts();
        String clusters = tables.clusters();
        return List.of(
                new Column(attempts, "next_cluster", "VARCHAR(63)"),
                new Column(attempts, "next_why", "VARCHAR(2000)"),
                new Column(attempts, "cut_short", "BOOLEAN"),
                new Column(attempts, "cpu_millis", "BIGINT"),
                new Column(attempts, "memory_bytes", "BIGINT"),
                new Column(clusters, "cordon_who", "VARCHAR(255)"),
                new Column(clusters, "cordon_why", "VARCHAR(2000)"),
                new Column(clusters, "cordon_at", "BIGINT"),
                new Column(clusters, "drain_who", "VARCHAR(255)"),
                new Column(clusters, "drain_why", "VARCHAR(2000)"),
                new Column(clusters, "drain_at", "BIGINT"),
                new Column(clusters, "bad_since", "BIGINT"),
                new Column(tables.term(), "schema_minor", "INT"));
    }

    /** 1.2: room beside CPU and memory, that placement is paused, and how long a drain waits for how many attempts. */
    private List<Column> two() {
        String term = tables.term();
        String clusters = tables.clusters();
        return List.of(
                new Column(tables.attempts(), "other_resources", "VARCHAR(512)"),
                new Column(term, "pause_who", "VARCHAR(255)"),
                new Column(term, "pause_why", "VARCHAR(2000)"),
                new Column(term, "pause_at", "BIGINT"),
                new Column(clusters, "drain_until", "BIGINT"),
                new Column(clusters, "drain_attempts", "INT"));
    }

    /** 1.3: which cluster it is that has a name. */
    private List<Column> three() {
        return List.of(new Column(tables.clusters(), "cluster_identity", "VARCHAR(255)"));
    }

    /** 1.4: the table of failovers. */
    private static List<Column> four() {
        return List.of();
    }

    /** 1.5: what is known of attempts for the next ones. A row of MySQL has no room for it, but for where it is. */
    private List<Column> five() {
        return List.of(new Column(tables.attempts(), "preserved", mySql ? "TEXT" : "VARCHAR(" + Tables.MAP_MAX + ")"));
    }
}
