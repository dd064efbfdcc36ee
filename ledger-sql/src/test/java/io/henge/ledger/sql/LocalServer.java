package io.henge.ledger.sql;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.henge.demo.database.Unprivileged;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * An empty database server on a free local port, gone when closed; what it says stands in its file below {@code target}.
 *
 * <p>These servers refuse to run as root, and containers of build servers often run as root: then they are started as
 * nobody, in the first way that the machine allows.
 */
abstract class LocalServer implements ConnectionSource, AutoCloseable {
    private static final Duration START_MAX = Duration.ofMinutes(2);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    private final Path directory;
    private final File log;
    private final List<String> asUser;
    private final int port;
    private final Thread atExit = new Thread(this::stop);

    /** Published to the thread that stops the server at the end of the JVM. */
    private volatile @Nullable Process server;

    LocalServer(String name) throws IOException, InterruptedException {
        String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        assumeTrue(machine.equals("Linux amd64"), "No " + name + " for the tests on " + machine);
        // Nobody may go into the checkout, if it is root's.
        this.directory = Files.createTempDirectory("henge-" + name + "-");
        this.log = new File("target/" + name + ".log");
        this.port = freePort();
        // For whoever the server runs as, who makes a directory of his own there that is closed to others.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        this.asUser = Unprivileged.prefix(directory, directory)
                .orElseGet(() -> abort(name + " does not run as root, and there is no way here to be another"));
    }

    Path directory() {
        return directory;
    }

    int port() {
        return port;
    }

    abstract String url();

    abstract String user();

    /** Starts one of the server's programs. */
    Process command(List<String> line) throws IOException {
        List<String> command = new ArrayList<>(asUser);
        command.addAll(line);
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    /** Runs the server until it is closed; returns once it answers. */
    void run(List<String> line) throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(atExit);
        Process started = command(line);
        server = started;
        long end = System.nanoTime() + START_MAX.toNanos();
        while (!answers()) {
            if (started.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                throw new IOException(line.get(0) + " did not start, see " + log);
            }
        }
    }

    private boolean answers() {
        try (Connection connection = open()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        stop();
        if (server != null) {
            Runtime.getRuntime().removeShutdownHook(atExit);
        }
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
