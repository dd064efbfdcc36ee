package io.henge.ledger.sql;

import io.henge.demo.database.PostgresPrograms;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** An empty PostgreSQL. */
final class PostgresServer extends LocalServer {
    private static final String PROGRAMS = "/postgres-linux-x86_64.txz";
    private static final Duration INIT_MAX = Duration.ofMinutes(2);

    private PostgresServer() throws IOException, InterruptedException {
        super("postgres");
    }

    /** Starts a server, or skips the caller's tests and says why. */
    static PostgresServer start() throws IOException, InterruptedException {
        PostgresServer server = new PostgresServer();
        try {
            PostgresPrograms programs = unpack(server.directory());
            Path data = server.directory().resolve("data");
            server.prepare(programs.initdb(data));
            server.run(programs.postgres(data, server.port()));
            return server;
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void prepare(List<String> line) throws IOException, InterruptedException {
        Process initdb = command(line);
        if (!initdb.waitFor(INIT_MAX.toSeconds(), TimeUnit.SECONDS) || initdb.exitValue() != 0) {
            initdb.destroyForcibly();
            throw new IOException("initdb failed, see target/postgres.log");
        }
    }

    private static PostgresPrograms unpack(Path directory) throws IOException {
        try (InputStream packed = PostgresServer.class.getResourceAsStream(PROGRAMS)) {
            return PostgresPrograms.unpack(Objects.requireNonNull(packed), directory);
        }
    }

    @Override
    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + PostgresPrograms.DATABASE;
    }

    @Override
    String user() {
        return PostgresPrograms.USER;
    }

    @Override
    public Connection open() throws SQLException {
        return DriverManager.getConnection(url(), user(), "");
    }

    /** A connection to another database of the server. */
    Connection open(String database) throws SQLException {
        return DriverManager.getConnection(url().replace("/" + PostgresPrograms.DATABASE, "/" + database), user(), "");
    }
}
