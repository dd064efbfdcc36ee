package io.henge.demo.world;

import io.henge.cli.exit.Refused;
import io.henge.demo.druid.Storage;
import io.henge.demo.process.FileClaim;
import io.henge.demo.process.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory of one world, and where everything lies in it. */
public record WorldDirectory(Path root) {
    /** All that a world makes here, apart from its marker and lock. */
    private static final List<String> CONTENTS =
            List.of("env.json", "run", "logs", "conf", "scratch", "clusters", "deep-storage", "data");

    /** About what one demo leaves behind, with room for its logs. */
    private static final long FREE_BYTES_MIN = 500L * 1024 * 1024;

    private static final long BYTES_PER_MIB = 1024 * 1024;

    public Path environment() {
        return root.resolve("env.json");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path conf(String part) {
        return root.resolve("conf").resolve(part);
    }

    public Path peonTemplate() {
        return root.resolve("conf/peon-template.yaml");
    }

    /** Input files of a demonstration. */
    public Path data() {
        return root.resolve("data");
    }

    /** What the process {@code part} may write into. */
    public Path scratch(String part) {
        return root.resolve("scratch").resolve(part);
    }

    public Path clusters() {
        return root.resolve("clusters");
    }

    public Storage storage() {
        return new Storage(root.resolve("deep-storage"));
    }

    public Parts parts() {
        return new Parts(root.resolve("run"), logs());
    }

    /** The directories of the clusters that were ever begun here. */
    public List<Path> clusterDirectories() {
        try (Stream<Path> directories = Files.list(clusters())) {
            return directories.filter(Files::isDirectory).sorted().toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the directory, or refuses one that cannot be written or has no room. */
    public void prepare() {
        try {
            Files.createDirectories(root);
            Path probe = root.resolve(".probe");
            Files.write(probe, new byte[4096]);
            Files.delete(probe);
            requireRoom(Files.getFileStore(root).getUsableSpace());
        } catch (IOException e) {
            throw new Refused(List.of("--dir: " + root + " cannot be written (" + reason(e)
                    + "). Choose a directory that you may write to."));
        }
    }

    /** Refuses a file system on which a world would soon fail. */
    void requireRoom(long freeBytes) {
        if (freeBytes < FREE_BYTES_MIN) {
            throw new Refused(List.of("--dir: " + root + " lies on a file system with only " + freeBytes / BYTES_PER_MIB
                    + " MiB free, and a world needs " + FREE_BYTES_MIN / BYTES_PER_MIB
                    + " MiB. Free some space or choose another directory."));
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        String name = e.getClass().getSimpleName().replace("Exception", "");
        return message == null ? name : name + ": " + message;
    }

    /** Claims the directory for bringing up or taking down; refuses if another process is at it. */
    public FileClaim claim() {
        try {
            return FileClaim.take(root.resolve(".lock"))
                    .orElseThrow(() ->
                            new Refused(List.of("--dir: another henge is bringing a world up or taking it down in "
                                    + root + ". Wait for it, or interrupt it: it ends what it started.")));
        } catch (IOException e) {
            throw new Refused(List.of("--dir: " + root + " cannot be locked (" + reason(e)
                    + "). Choose a directory that you may write to."));
        }
    }

    /**
     * Refuses a directory with a running world or with files of somebody else; clears away an ended world.
     *
     * @param clusters which still run
     */
    void clear(List<String> clusters) {
        List<String> alive = new ArrayList<>(parts().running().stream()
                .map(part -> part.name() + " (pid " + part.pid() + ")")
                .toList());
        alive.addAll(clusters);
        if (!alive.isEmpty()) {
            throw new Refused(List.of("--dir: " + root + " holds a running world: " + String.join(", ", alive)
                    + ". End it with ./henge down --dir " + root + ", or choose another directory."));
        }
        try {
            if (!Files.exists(marker())) {
                refuseForeignFiles();
                Files.writeString(marker(), "This directory belongs to a world made by henge up.\n");
            }
            for (String name : CONTENTS) {
                delete(root.resolve(name));
            }
        } catch (IOException e) {
            throw new Refused(List.of("--dir: " + root + " cannot be cleared of the world before (" + reason(e)
                    + "). Delete it, or choose another directory."));
        }
    }

    private void refuseForeignFiles() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            List<String> foreign = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".lock"))
                    .sorted()
                    .toList();
            if (!foreign.isEmpty()) {
                throw new Refused(List.of("--dir: " + root + " holds files that are no world's (" + foreign.get(0)
                        + "). Choose an empty or a new directory."));
            }
        }
    }

    /** Deletes everything here, logs too. */
    public void delete() throws IOException {
        if (Files.exists(marker())) {
            delete(root);
        }
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private Path marker() {
        return root.resolve(".henge-world");
    }
}
