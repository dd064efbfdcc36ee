package io.henge.demo.druid;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Druid's jars and the Java that runs them.
 *
 * @param jars in the order in which they stand on every class path: class data sharing needs it to be the same always
 * @param java the {@code java} program
 */
public record DruidRuntime(List<Path> jars, Path java) {
    /** What Druid 33 needs to reach into on Java 17; without it ingestion fails, though a no-op task still succeeds. */
    private static final List<String> MODULE_FLAGS = List.of(
            "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

    /** Small and quick to start: one thread collects, and the first compiler is enough for minutes of life. */
    private static final List<String> SMALL_FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Duser.timezone=UTC",
            "-Dfile.encoding=UTF-8",
            "-Djava.util.logging.manager=org.apache.logging.log4j.jul.LogManager");

    public DruidRuntime {
        jars = List.copyOf(jars);
    }

    /** All jars of {@code directory}, by name. */
    public static DruidRuntime of(Path directory, Path java) {
        try (Stream<Path> files = Files.list(directory)) {
            return new DruidRuntime(
                    files.filter(file -> file.toString().endsWith(".jar"))
                            .sorted()
                            .toList(),
                    java);
        } catch (IOException e) {
            throw new UncheckedIOException("Druid's jars in " + directory + " cannot be listed", e);
        }
    }

    /** The same with more jars behind all others: an archive of the classes of this one still fits. */
    public DruidRuntime with(List<Path> more) {
        return new DruidRuntime(Stream.concat(jars.stream(), more.stream()).toList(), java);
    }

    /** The flags of every Druid process. */
    public List<String> flags() {
        return Stream.concat(MODULE_FLAGS.stream(), SMALL_FLAGS.stream()).toList();
    }

    /** All jars, then {@code directories}: sharing allows directories only after the jars. */
    public String classPath(Path... directories) {
        return Stream.concat(jars.stream(), Stream.of(directories))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** A short name for exactly these jars and this Java: it changes when any of them does. */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((System.getProperty("java.vm.version") + " " + java.toRealPath() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            for (Path jar : jars) {
                BasicFileAttributes file = Files.readAttributes(jar, BasicFileAttributes.class);
                digest.update(
                        (jar + " " + file.size() + " " + file.lastModifiedTime().toMillis() + "\n")
                                .getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
