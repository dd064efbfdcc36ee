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
    private static final int PASSED_AT_ONCE = 8_192;

    private LiveLogs() {}

    /**
     * Absent where the pod has no log. Blocks for at most 30 s, and not at all where the cluster cannot be reached.
     *
     * @param offset where to begin; a negative one counts from the end
     * @throws IOException if the log cannot be had from the cluster; deep storage may have it
     */
    static Optional<InputStream> read(ClusterConnection cluster, JobName job, long offset) throws IOException {
        java.util.Optional<String> trouble = cluster.trouble();
        if (trouble.isPresent()) {
            throw new IOException("The log of Job[" + job + "] cannot be read. " + trouble.get());
        }
        Path file = Files.createTempFile("henge-live-log", ".txt");
        try {
            java.util.Optional<ApiFailure> failure = cluster.copyLog(job, LIMIT, stream -> write(stream, offset, file))
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

    /** Into the file that is there, which nobody else may read; of what was read before, nothing is kept. */
    private static void write(InputStream log, long offset, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            pass(log, offset);
            log.transferTo(out);
        }
    }

    /** Reads over the first bytes, or all where there are fewer. A stream may skip less than it was asked to. */
    private static void pass(InputStream log, long bytes) throws IOException {
        byte[] passed = new byte[PASSED_AT_ONCE];
        long left = bytes;
        while (left > 0) {
            int read = log.read(passed, 0, (int) Math.min(left, PASSED_AT_ONCE));
            if (read < 0) {
                return;
            }
            left -= read;
        }
    }

    /** The open channel keeps the deleted file's content until it is closed. */
    private static InputStream open(Path file, long offset) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ);
        long size = channel.size();
        channel.position(offset >= 0 ? 0 : Math.max(0, size + offset));
        return Channels.newInputStream(channel);
    }
}
