package io.henge.demo.druid;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The directory that localkube takes for the peon's image: the launcher, the class path, the JVM's options.
 *
 * <p>{@code peon.sh} reads what lies beside it: {@code java}, {@code jvm.args}, {@code classpath}, {@code conf/}.
 *
 * @param directory the image
 * @param launcher the {@code peon.sh} to put into it
 */
public record PeonImage(Path directory, Path launcher) {
    private static final String HEAP = "-Xmx256m";
    private static final String DIRECT_MEMORY = "-XX:MaxDirectMemorySize=128m";

    /** Writes the image anew; running peons are not disturbed, since each file is replaced as a whole. */
    public void write(DruidRuntime runtime, ClassSharing sharing) {
        try {
            Files.createDirectories(directory.resolve("conf"));
            replace(directory.resolve("classpath"), runtime.classPath());
            List<String> options = new ArrayList<>(runtime.flags());
            options.addAll(List.of("-Xms64m", HEAP, DIRECT_MEMORY));
            options.addAll(sharing.options("peon"));
            replace(directory.resolve("jvm.args"), JvmArguments.file(options));
            replace(directory.resolve("conf/log4j2.xml"), LogSettings.toStandardOutput());
            link(directory.resolve("java"), runtime.java());
            Path script = directory.resolve("peon.sh");
            replace(script, Files.readString(launcher));
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException("The peon image " + directory + " cannot be written", e);
        }
    }

    private static void replace(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        if (file.getFileName().toString().endsWith(".sh")) {
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void link(Path link, Path target) throws IOException {
        Path fresh = link.resolveSibling(link.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createSymbolicLink(fresh, target);
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
