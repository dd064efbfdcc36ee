package io.henge.ledger.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

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
            server.unpack();
            server.prepare();
            server.run("postgres", "-D", server.data(), "-F", "-h", "127.0.0.1", "-p", "" + server.port(), "-k", "");
            return server;
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private String data() {
        return directory().resolve("data").toString();
    }

    private void prepare() throws IOException, InterruptedException {
        Process initdb =
                command("initdb", "-D", data(), "--username=postgres", "--encoding=UTF8", "--no-locale", "--no-sync");
        if (!initdb.waitFor(INIT_MAX.toSeconds(), TimeUnit.SECONDS) || initdb.exitValue() != 0) {
            initdb.destroyForcibly();
            throw new IOException("initdb failed, see target/postgres.log");
        }
    }

    private void unpack() throws IOException {
        try (InputStream packed = PostgresServer.class.getResourceAsStream(PROGRAMS);
                TarArchiveInputStream entries = new TarArchiveInputStream(new XZInputStream(packed))) {
            TarArchiveEntry entry;
            while ((entry = entries.getNextEntry()) != null) {
                Path target = directory().resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(entries, target);
                    boolean program = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    @Override
    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/postgres";
    }

    @Override
    String user() {
        return "postgres";
    }

    @Override
    public Connection open() throws SQLException {
        return DriverManager.getConnection(url(), user(), "");
    }

    /** A connection to another database of the server. */
    Connection open(String database) throws SQLException {
        return DriverManager.getConnection(url().replace("/postgres", "/" + database), user(), "");
    }
}
