package io.henge.druid;

import com.google.common.base.Optional;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ClusterConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** The log of a task whose pod is still there, as far as it is written. */
final class LiveLogs {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private LiveLogs() {}

    /**
     * Absent where the pod has no log. Blocks for at most 30 s.
     *
     * @param offset where to begin; a negative one counts from the end
     */
    static Optional<InputStream> read(ClusterConnection cluster, JobName job, long offset) throws IOException {
        Path file = Files.createTempFile("henge-live-log", ".txt");
        try {
            java.util.Optional<ApiFailure> failure = cluster.copyLog(job, LIMIT, stream -> write(stream, file))
                    .toCompletableFuture()
                    .join();
            if (failure.isEmpty()) {
                return Optional.of(open(file, offset));
            }
            if (failure.get().kind() == ApiFailure.Kind.NOT_FOUND) {
                return Optional.absent();
            }
            throw new IOException("The log of Job[" + job + "] on cluster[" + cluster.name() + "] cannot be read: "
                    + failure.get().message());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Into the file that is there, which nobody else may read. */
    private static void write(InputStream log, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            log.transferTo(out);
        }
    }

    /** The open channel keeps the deleted file's content until it is closed. */
    private static InputStream open(Path file, long offset) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ);
        long size = channel.size();
        channel.position(offset >= 0 ? Math.min(offset, size) : Math.max(0, size + offset));
        return Channels.newInputStream(channel);
    }
}
