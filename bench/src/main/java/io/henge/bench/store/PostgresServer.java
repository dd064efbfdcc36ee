package io.henge.bench.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.commons.dbcp2.BasicDataSource;

/**
 * An embedded PostgreSQL with its data on disk. It refuses to run as root; where we are root, its launcher enters a user
 * namespace of its own ({@code unshare -U}), in which we are nobody.
 */
public final class PostgresServer implements Store {
    private static final String USER = "postgres";

    private final EmbeddedPostgres server;
    private final BasicDataSource pool;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
        this.pool = Store.pool("org.postgresql.Driver", server.getJdbcUrl(USER, USER), "SELECT 1");
    }

    /** Starts one with an empty database below {@code scratch}, durable as by PostgreSQL's own defaults. */
    public static PostgresServer start(Path scratch) throws IOException, SQLException {
        // The launcher switches all three off, which is well for tests and would be a lie here.
        PostgresServer started = new PostgresServer(EmbeddedPostgres.builder()
                .setDataDirectory(scratch.resolve("postgres"))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start());
        for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
            String value = started.show(setting);
            if (!value.equals("on")) {
                started.close();
                throw new IllegalStateException("PostgreSQL runs with " + setting + " = " + value);
            }
        }
        return started;
    }

    private String show(String setting) throws SQLException {
        try (Connection connection = open();
                PreparedStatement show = connection.prepareStatement("SELECT current_setting(?)")) {
            show.setString(1, setting);
            try (ResultSet rows = show.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public Connection open() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void close() {
        try (server) {
            pool.close();
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(name() + " cannot be ended", e);
        }
    }
}
