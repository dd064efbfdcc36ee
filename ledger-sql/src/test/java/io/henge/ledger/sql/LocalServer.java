package io.henge.ledger.sql;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
    /** From root to nobody, whose id is the same on every Linux and the only one in a namespace without a mapping. */
    private static final List<List<String>> AS_NOBODY = List.of(
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"), List.of("unshare", "--user"));

    private static final Integer ROOT = 0;
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
        this.asUser = asUser(name);
        // Nobody may go into the checkout, if it is root's.
        this.directory = Files.createTempDirectory("henge-" + name + "-");
        this.log = new File("target/" + name + ".log");
        this.port = freePort();
        // For whoever the server runs as, who makes a directory of his own there that is closed to others.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    /** What a command must begin with for the server to accept its user. */
    private static List<String> asUser(String name) throws IOException, InterruptedException {
        if (!ROOT.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
            return List.of();
        }
        for (List<String> way : AS_NOBODY) {
            if (works(way)) {
                return way;
            }
        }
        return abort(name + " does not run as root, and none of " + AS_NOBODY + " works here");
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

    Path directory() {
        return directory;
    }

    int port() {
        return port;
    }

    abstract String url();

    abstract String user();

    /** Starts one of the server's programs. */
    Process command(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(asUser);
        command.add(directory.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    /** Runs the server until it is closed; returns once it answers. */
    void run(String program, String... arguments) throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(atExit);
        Process started = command(program, arguments);
        server = started;
        long end = System.nanoTime() + START_MAX.toNanos();
        while (!answers()) {
            if (started.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                throw new IOException(program + " did not start, see " + log);
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
