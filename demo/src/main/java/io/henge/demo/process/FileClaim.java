package io.henge.demo.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A claim, exclusive or shared, that ends with its process at the latest: a locked file.
 *
 * <p>The kernel gives up all locks of a process on a file when the process closes any descriptor of it, so claims of
 * this very process are refused before the file is opened a second time.
 */
public final class FileClaim implements AutoCloseable {
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FileClaim(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Claims {@code file} for us alone, which is made if absent; nothing if somebody else has it. */
    public static Optional<FileClaim> take(Path file) throws IOException {
        return claim(file, false);
    }

    /** Claims {@code file} beside others who share it; nothing if somebody has it alone. */
    public static Optional<FileClaim> share(Path file) throws IOException {
        return claim(file, true);
    }

    private static Optional<FileClaim> claim(Path file, boolean shared) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        if (!OURS.add(absolute)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = FileChannel.open(
                    absolute, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            taken = lock != null;
            return taken ? Optional.of(new FileClaim(absolute, channel)) : Optional.empty();
        } finally {
            if (!taken) {
                if (channel != null) {
                    channel.close();
                }
                OURS.remove(absolute);
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            OURS.remove(file);
        }
    }
}
