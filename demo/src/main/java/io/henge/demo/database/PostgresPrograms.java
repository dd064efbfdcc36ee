package io.henge.demo.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs on this machine, and the command lines that run an empty server with them.
 *
 * @param directory holds {@code bin}, {@code lib} and {@code share}
 */
public record PostgresPrograms(Path directory) {
    /** Who may do everything in the server, without a password, from this machine. */
    public static final String USER = "henge";

    /** The database that every server has from its beginning. */
    public static final String DATABASE = "postgres";

    private static final String HOST = "127.0.0.1";
    private static final String MACHINE = "Linux amd64";
    private static final int EXECUTABLE = 0100;

    /** Why these programs do not run on this machine; nothing if they do. */
    public static Optional<String> misfit() {
        return misfit(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Optional<String> misfit(String system, String processor) {
        String machine = system + " " + processor;
        return machine.equals(MACHINE)
                ? Optional.empty()
                : Optional.of("PostgreSQL is here for " + MACHINE + " only, and this is " + machine);
    }

    /** Unpacks the archive, a tar file in xz, into a directory that is not there yet. */
    public static PostgresPrograms unpack(InputStream archive, Path directory) throws IOException {
        try (TarArchiveInputStream entries = new TarArchiveInputStream(new XZInputStream(archive))) {
            TarArchiveEntry entry;
            while ((entry = entries.getNextEntry()) != null) {
                Path target = directory.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(Objects.requireNonNull(target.getParent()));
                    write(entries, entry, target);
                }
            }
        }
        return new PostgresPrograms(directory);
    }

    private static void write(InputStream content, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            boolean program = (entry.getMode() & EXECUTABLE) != 0;
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    /** Makes an empty database below {@code data}. */
    public List<String> initdb(Path data) {
        return command(
                "initdb",
                "-D",
                data.toString(),
                "--username=" + USER,
                "--auth=trust",
                "--encoding=UTF8",
                "--no-locale",
                "--no-sync");
    }

    /** Serves {@code data} on a port of the loopback address; what it writes need not survive the machine. */
    public List<String> postgres(Path data, int port) {
        return command("postgres", "-D", data.toString(), "-F", "-h", HOST, "-p", Integer.toString(port), "-k", "");
    }

    /** The program that serves. */
    public Path server() {
        return program("postgres");
    }

    private Path program(String name) {
        return directory.resolve("bin").resolve(name);
    }

    private List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program(program).toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
