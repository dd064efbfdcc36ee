package io.henge.demo.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One built thing and its sources, judged by their times.
 *
 * @param output a file, or a directory with the files
 * @param stamp remembers when the last successful build began: builders may leave an unchanged output untouched
 */
record Artifact(Path output, List<Path> sources, Path stamp) {
    /** Made by builds, not written by people. */
    private static final Set<String> NO_SOURCES = Set.of("target", "bin", ".git");

    Artifact {
        sources = List.copyOf(sources);
    }

    /** Something that takes time and may be interrupted. */
    @FunctionalInterface
    interface Build {
        void run() throws InterruptedException;
    }

    /** Whether the output is there and nothing that it is made of is newer. */
    boolean upToDate() {
        Instant newest = sources.stream()
                .map(source -> newest(source, false))
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        Instant made = newest(output, true);
        return made.isAfter(Instant.MIN)
                && (!made.isBefore(newest) || !newest(stamp, false).isBefore(newest));
    }

    /** Runs {@code build} and remembers when it began. */
    void built(Build build) throws InterruptedException {
        Instant begun = Instant.ofEpochMilli(System.currentTimeMillis());
        build.run();
        try {
            Path directory = stamp.getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Files.writeString(stamp, "");
            Files.setLastModifiedTime(stamp, FileTime.from(begun));
        } catch (IOException e) {
            throw new UncheckedIOException(stamp + " cannot be written", e);
        }
    }

    /**
     * When the newest file at or below {@code path} was changed; long ago if there is none.
     *
     * @param directories count too: reproducible builds give every file one and the same time
     */
    private static Instant newest(Path path, boolean directories) {
        Instant[] newest = {Instant.MIN};
        if (!Files.exists(path)) {
            return newest[0];
        }
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    @Nullable Path name = directory.getFileName();
                    boolean skip = !directory.equals(path) && name != null && NO_SOURCES.contains(name.toString());
                    if (skip) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    return directories ? visitFile(directory, attributes) : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    Instant changed = attributes.lastModifiedTime().toInstant();
                    newest[0] = changed.isAfter(newest[0]) ? changed : newest[0];
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be looked through", e);
        }
        return newest[0];
    }
}
