package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.demo.world.World;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A world's metadata store, as its administrator changes it. */
record MetadataStore(World world) {
    /** Carries out a statement that is to change some rows. */
    void change(String sql) throws SQLException {
        try (Connection store = DriverManager.getConnection(
                        world.environment().metadata().jdbcUrl());
                Statement statement = store.createStatement()) {
            assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
        }
    }
}
