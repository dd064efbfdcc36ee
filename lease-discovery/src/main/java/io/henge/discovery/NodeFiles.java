package io.henge.discovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.druid.discovery.NodeRole;

/** The nodes that Druid's processes announce: a directory per role, and in it a file per node, written anew all the time. */
final class NodeFiles {
    private static final String SUFFIX = ".json";

    private final Path directory;

    NodeFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * A node as it was announced.
     *
     * @param writtenMillis when it was written last, by the writer's clock: only that it changes is of interest
     */
    record Announced(String json, long writtenMillis) {}

    /** @param hostAndPort names the node among those of its role */
    void write(NodeRole role, String hostAndPort, String json) {
        Path file = file(role, hostAndPort);
        Path draft = directory.resolve("draft-" + UUID.randomUUID());
        try {
            Files.createDirectories(directory.resolve(role.getJsonName()));
            Files.writeString(draft, json);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    void delete(NodeRole role, String hostAndPort) {
        try {
            Files.deleteIfExists(file(role, hostAndPort));
        } catch (IOException e) {
            throw new UncheckedIOException(file(role, hostAndPort) + " cannot be deleted", e);
        }
    }

    /** The nodes of a role, by host and port. */
    Map<String, Announced> read(NodeRole role) {
        Path nodes = directory.resolve(role.getJsonName());
        Map<String, Announced> announced = new TreeMap<>();
        if (!Files.isDirectory(nodes)) {
            return announced;
        }
        try (Stream<Path> files = Files.list(nodes)) {
            for (Path file : files.toList()) {
                read(file).ifPresent(node -> announced.put(nodeOf(file), node));
            }
            return announced;
        } catch (IOException e) {
            throw new UncheckedIOException(nodes + " cannot be read", e);
        }
    }

    /** Empty where the file is gone by now. */
    private static Optional<Announced> read(Path file) throws IOException {
        try {
            return Optional.of(new Announced(
                    Files.readString(file), Files.getLastModifiedTime(file).toMillis()));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private Path file(NodeRole role, String hostAndPort) {
        return directory.resolve(role.getJsonName()).resolve(hostAndPort + SUFFIX);
    }

    private static String nodeOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - SUFFIX.length());
    }
}
