package io.henge.ledger.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How values of one type stand in the rows of a table.
 *
 * @param key the columns of the primary key
 * @param values the other columns, except for the count of writes
 * @param binding gives a statement the values first and then the key
 */
record RowShape<T>(List<String> key, List<String> values, Binding<T> binding) {
    /** What turns a value into the parameters of an UPDATE or an INSERT. */
    interface Binding<T> {
        void bind(Parameters in, T value) throws SQLException;
    }

    String select(String table) {
        return "SELECT " + columns().collect(Collectors.joining(", ")) + " FROM " + table;
    }

    private String update(String table) {
        return "UPDATE " + table + " SET "
                + values.stream().map(name -> name + " = ?").collect(Collectors.joining(", "))
                + ", writes = writes + 1 WHERE "
                + key.stream().map(name -> name + " = ?").collect(Collectors.joining(" AND "));
    }

    private String insert(String table) {
        return "INSERT INTO " + table + " (" + columns().collect(Collectors.joining(", ")) + ", writes) VALUES ("
                + columns().map(name -> "?").collect(Collectors.joining(", ")) + ", 0)";
    }

    /** In the order in which they are read. */
    Stream<String> columns() {
        return Stream.concat(values.stream(), key.stream());
    }

    /** Makes the rows read as given, in at most two round trips where the driver sends batches whole. */
    void put(Connection connection, String table, Collection<T> rows) throws SQLException {
        if (!rows.isEmpty()) {
            List<T> absent = update(connection, table, List.copyOf(rows));
            if (!absent.isEmpty()) {
                insert(connection, table, absent);
            }
        }
    }

    /** Updates the rows that are there and returns the values whose rows are not. */
    private List<T> update(Connection connection, String table, List<T> rows) throws SQLException {
        try (PreparedStatement update = Transactions.prepare(connection, update(table))) {
            int[] counts = executeBatch(update, rows);
            List<T> absent = new ArrayList<>();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] == 0 || (counts[i] < 0 && isAbsent(update, rows.get(i)))) {
                    absent.add(rows.get(i));
                }
            }
            return absent;
        }
    }

    /** For drivers which do not count within a batch, as MariaDB's in its bulk protocol: asks again, singly. */
    private boolean isAbsent(PreparedStatement update, T row) throws SQLException {
        binding.bind(new Parameters(update), row);
        return update.executeUpdate() == 0;
    }

    private void insert(Connection connection, String table, List<T> absent) throws SQLException {
        try (PreparedStatement insert = Transactions.prepare(connection, insert(table))) {
            executeBatch(insert, absent);
        }
    }

    private int[] executeBatch(PreparedStatement statement, List<T> rows) throws SQLException {
        for (T row : rows) {
            binding.bind(new Parameters(statement), row);
            statement.addBatch();
        }
        return statement.executeBatch();
    }
}
