package io.henge.ledger.sql;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * An empty PostgreSQL on a free local port, gone when closed; what it says stands in {@code target/postgres.log}.
 *
 * <p>PostgreSQL refuses to run as root, and containers of build servers often run as root: then it is started as
 * nobody, in the first way that the machine allows.
 */
final class PostgresServer implements ConnectionSource, AutoCloseable {
    private static final String PROGRAMS = "/postgres-linux-x86_64.txz";

    /** From root to nobody, whose id is the same on every Linux and the only one in a namespace without a mapping. */
    private static final List<List<String>> AS_NOBODY = List.of(
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"), List.of("unshare", "--user"));

    private static final Integer ROOT = 0;
    private static final File LOG = new File("target/postgres.log");
    private static final Duration INIT_MAX = Duration.ofMinutes(1);
    private static final Duration START_MAX = Duration.ofMinutes(1);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    private final Path directory;
    private final List<String> asUser;
    private final int port;
    private final Thread atExit = new Thread(this::stop);

    /** Published to the thread that stops the server at the end of the JVM. */
    private volatile @Nullable Process server;

    private PostgresServer(Path directory, List<String> asUser) throws IOException {
        this.directory = directory;
        this.asUser = asUser;
        this.port = freePort();
    }

    /** Starts a server, or skips the caller's tests and says why. */
    static PostgresServer start() throws IOException, InterruptedException {
        String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        assumeTrue(machine.equals("Linux amd64"), "No PostgreSQL for the tests on " + machine);
        List<String> asUser = asUser();
        // Nobody may go into the checkout, if it is root's.
        PostgresServer server = new PostgresServer(Files.createTempDirectory("henge-postgres-"), asUser);
        try {
            server.prepare();
            server.run();
            return server;
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** What a command must begin with for PostgreSQL to accept its user. */
    private static List<String> asUser() throws IOException, InterruptedException {
        if (!ROOT.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
            return List.of();
        }
        for (List<String> way : AS_NOBODY) {
            if (works(way)) {
                return way;
            }
        }
        return abort("PostgreSQL does not run as root, and none of " + AS_NOBODY + " works here");
    }

    private static boolean works(List<String> way) throws InterruptedException {
        List<String> command = new ArrayList<>(way);
        command.add("true");
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            // There is no such program.
            return false;
        }
    }

    private void prepare() throws IOException, InterruptedException {
        // For whoever initdb runs as, who makes a directory of his own there that is closed to others.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        unpack();
        Process initdb = command("initdb", "--username=postgres", "--encoding=UTF8", "--no-locale", "--no-sync");
        if (!initdb.waitFor(INIT_MAX.toSeconds(), TimeUnit.SECONDS) || initdb.exitValue() != 0) {
            initdb.destroyForcibly();
            throw new IOException("initdb failed, see " + LOG);
        }
    }

    private void unpack() throws IOException {
        try (InputStream packed = PostgresServer.class.getResourceAsStream(PROGRAMS);
                TarArchiveInputStream entries = new TarArchiveInputStream(new XZInputStream(packed))) {
            TarArchiveEntry entry;
            while ((entry = entries.getNextEntry()) != null) {
                Path target = directory.resolve(entry.getName());
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

    private void run() throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(atExit);
        Process started = command("postgres", "-F", "-h", "127.0.0.1", "-p", String.valueOf(port), "-k", "");
        server = started;
        long end = System.nanoTime() + START_MAX.toNanos();
        while (!answers()) {
            if (started.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                throw new IOException("PostgreSQL did not start, see " + LOG);
            }
        }
    }

    private Process command(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(asUser);
        command.add(directory.resolve("bin").resolve(program).toString());
        command.addAll(List.of("-D", directory.resolve("data").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG))
                .start();
    }

    private boolean answers() {
        try (Connection connection = open()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "");
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void stop() {
        try {
            Process running = server;
            if (running != null) {
                running.destroy();
                if (!running.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
                    running.destroyForcibly().waitFor();
                }
            }
            FileUtils.deleteDirectory(directory.toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
