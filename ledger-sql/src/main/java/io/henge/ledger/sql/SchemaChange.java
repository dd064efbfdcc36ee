package io.henge.ledger.sql;

/**
 * One thing that a version of the schema brings: a table or a column. What is there already is left as it is, so that a
 * migration that was cut off goes on where it ended.
 *
 * @param table the table that is made or changed
 * @param probe a query that fails for a missing table or column exactly as long as the change was not made
 * @param ddl the statement that makes it
 */
record SchemaChange(String table, String probe, String ddl) {
    static SchemaChange table(String table, String columns, String options) {
        return new SchemaChange(
                table,
                "SELECT 1 FROM " + table + " WHERE 1 = 0",
                "CREATE TABLE " + table + " (\n" + columns + ")" + options);
    }

    /** Always nullable and without a default, so that the statements of an older Henge stay right and no row is rewritten. */
    static SchemaChange column(String table, String column, String type) {
        return new SchemaChange(
                table,
                "SELECT " + column + " FROM " + table + " WHERE 1 = 0",
                "ALTER TABLE " + table + " ADD COLUMN " + column + " " + type);
    }

    @Override
    public String toString() {
        return ddl.lines().findFirst().orElse(ddl);
    }
}
