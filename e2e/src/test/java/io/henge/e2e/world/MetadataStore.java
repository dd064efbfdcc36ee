package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.demo.world.World;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A world's metadata store, as its administrator reads and changes it. */
record MetadataStore(World world) {
    /** The first column of all that a question finds. */
    List<byte[]> read(String sql) throws SQLException {
        List<byte[]> found = new ArrayList<>();
        try (Connection store = DriverManager.getConnection(
                        world.environment().metadata().jdbcUrl());
                Statement statement = store.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getBytes(1));
            }
        }
        return found;
    }

    /** Carries out a statement that is to change some rows. */
    void change(String sql) throws SQLException {
        try (Connection store = DriverManager.getConnection(
                        world.environment().metadata().jdbcUrl());
                Statement statement = store.createStatement()) {
            assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
        }
    }
}
