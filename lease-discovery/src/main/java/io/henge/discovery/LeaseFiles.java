package io.henge.discovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A lease as files: term n belongs to whoever made the file {@code term-n} first, and lasts while its beat changes. No file is
 * ever locked, so that a holder that is stopped at any line keeps nobody from making the next term's.
 */
final class LeaseFiles {
    private static final String TERM = "term-";

    private static final String BEAT = "beat-";

    /** The beat of a holder that has let go. */
    static final String RELEASED = "released";

    private final Path directory;

    /**
     * A term and who made it.
     *
     * @param beat what its holder wrote last; empty before the first time
     */
    record Holding(long term, String holder, String beat) {}

    LeaseFiles(Path directory) {
        this.directory = directory;
    }

    /** The newest term; none if there was none yet. */
    Optional<Holding> newest() {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith(TERM))
                    .map(name -> Long.parseLong(name.substring(TERM.length())))
                    .max(Comparator.naturalOrder())
                    .map(term -> new Holding(term, read(TERM + term), read(BEAT + term)));
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " cannot be listed", e);
        }
    }

    /** Makes a term, unless somebody else has. */
    boolean claim(long term, String holder) {
        Path draft = directory.resolve("draft-" + UUID.randomUUID());
        try {
            Files.createDirectories(directory);
            Files.writeString(draft, holder);
            try {
                Files.createLink(directory.resolve(TERM + term), draft);
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            } finally {
                Files.delete(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Term[" + term + "] cannot be made in " + directory, e);
        }
    }

    /** Shows that the term's holder lives: {@code beat} is to differ from the one before. */
    void beat(long term, String beat) {
        Path draft = directory.resolve("draft-" + UUID.randomUUID());
        try {
            Files.writeString(draft, beat);
            Files.move(draft, directory.resolve(BEAT + term), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Term[" + term + "] cannot be renewed in " + directory, e);
        }
    }

    private String read(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (NoSuchFileException none) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(name + " in " + directory + " cannot be read", e);
        }
    }
}
