package io.henge.ledger.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The versions of the schema in their order: what the first one consists of, and what each later one adds. Steps are
 * only ever added at the end, and what was released is never edited: a new store runs through all of them, so that it
 * and a migrated one are the same.
 *
 * <p>What only adds is a new <em>minor</em> version, which an older Henge ignores: it names its columns in every
 * statement. What changes a meaning is a new <em>major</em> version, which an older Henge refuses.
 */
final class Migrations {
    /** The only major version that this Henge reads and writes. */
    static final int MAJOR = 1;

    private final Tables tables;
    private final String options;

    /** @param database the name that the database's own driver gives it */
    Migrations(Tables tables, String database) {
        this.tables = tables;
        this.options = options(database);
    }

    /** MySQL's default collations take {@code Task} and {@code task} for one key. */
    private static String options(String database) {
        String name = database.toLowerCase(Locale.ROOT);
        return name.contains("mysql") || name.contains("mariadb") ? " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin" : "";
    }

    /** The newest minor version. */
    int minor() {
        return steps().size() - 1;
    }

    /** Everything that a store of {@code minor} lacks; all of it for one that is new, which is minor -1. */
    List<SchemaChange> after(int minor) {
        return steps().stream().skip(minor + 1L).flatMap(List::stream).toList();
    }

    /** All tables, in the order in which they are made. */
    List<SchemaChange> creations() {
        return after(-1).stream()
                .filter(change -> change.ddl().startsWith("CREATE"))
                .toList();
    }

    private List<List<SchemaChange>> steps() {
        return List.of(first(), second());
    }

    private List<SchemaChange> first() {
        return List.of(
                created(tables.attempts(), Tables.attemptColumns()),
                created(tables.clusters(), Tables.clusterColumns()),
                created(tables.publishes(), Tables.publishColumns()),
                created(tables.term(), Tables.termColumns()));
    }

    /** 1.1: the next attempt's wish, room, what cut an attempt short, marks of clusters, and the history. */
    private List<SchemaChange> second() {
        List<SchemaChange> changes = new ArrayList<>();
        Stream.of(
                        "next_cluster VARCHAR(63)",
                        "next_why VARCHAR(2000)",
                        "cut_short BOOLEAN",
                        "cpu_millis BIGINT",
                        "memory_bytes BIGINT")
                .forEach(column -> changes.add(added(tables.attempts(), column)));
        Stream.of(
                        "cordon_who VARCHAR(255)",
                        "cordon_why VARCHAR(2000)",
                        "cordon_at BIGINT",
                        "drain_who VARCHAR(255)",
                        "drain_why VARCHAR(2000)",
                        "drain_at BIGINT",
                        "bad_since BIGINT")
                .forEach(column -> changes.add(added(tables.clusters(), column)));
        changes.add(created(tables.events(), Tables.eventColumns()));
        changes.add(added(tables.term(), "schema_minor INT"));
        return List.copyOf(changes);
    }

    private SchemaChange created(String table, String columns) {
        return SchemaChange.table(table, columns, options);
    }

    private static SchemaChange added(String table, String column) {
        int space = column.indexOf(' ');
        return SchemaChange.column(table, column.substring(0, space), column.substring(space + 1));
    }
}
