package io.henge.druid.logs;

import com.google.common.base.Optional;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.port.ClusterConnection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** The log of a task whose pod is still there, as far as it is written. */
public final class LiveLogs {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int PASSED_AT_ONCE = 8_192;

    /** A console asks for a few kilobytes from the end, again and again; whoever asks for more than this, for the log. */
    private static final long END_MAX = 64L << 20;

    /** Of a log with shorter lines, its end is asked for twice. */
    private static final int LINE_BYTES_USUAL = 64;

    private LiveLogs() {}

    /**
     * Absent where the pod has no log. Blocks for at most two minutes, and not at all where the cluster cannot be reached.
     * Of what is counted from the end, only about as much is read from the cluster as is asked for; what is counted from
     * the beginning is read from there, since the API knows no offsets.
     *
     * @param preface what stands before it, and is counted as its beginning
     * @param offset where to begin; a negative one counts from the end
     * @throws IOException if the log cannot be had from the cluster; deep storage may have it
     */
    public static Optional<InputStream> read(ClusterConnection cluster, JobName job, String preface, long offset)
            throws IOException {
        java.util.Optional<String> trouble = cluster.trouble();
        if (trouble.isPresent()) {
            throw new IOException("The log of Job[" + job + "] cannot be read. " + trouble.get());
        }
        byte[] before = preface.getBytes(StandardCharsets.UTF_8);
        long ofLog = offset < 0 ? offset : Math.max(0, offset - before.length);
        Path file = Files.createTempFile("henge-live-log", ".txt");
        try {
            return copy(cluster, job, ofLog, file) ? Optional.of(joined(before, file, offset)) : Optional.absent();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Whether there is a log; if so, the file holds at least what is wanted of it, and ends where it ends. */
    private static boolean copy(ClusterConnection cluster, JobName job, long offset, Path file) throws IOException {
        if (offset >= 0 || offset < -END_MAX) {
            return isThere(cluster, job, cluster.copyLog(job, LIMIT, stream -> write(stream, offset, file)));
        }
        // A line has a byte at least, so that as many lines as bytes are enough, or all there is.
        long wanted = -offset;
        long lines = Math.max(1, wanted / LINE_BYTES_USUAL);
        boolean there = copyEnd(cluster, job, lines, file);
        return (there && lines < wanted && Files.size(file) < wanted) ? copyEnd(cluster, job, wanted, file) : there;
    }

    private static boolean copyEnd(ClusterConnection cluster, JobName job, long lines, Path file) throws IOException {
        return isThere(cluster, job, cluster.copyLogEnd(job, lines, LIMIT, stream -> write(stream, 0, file)));
    }

    private static boolean isThere(
            ClusterConnection cluster, JobName job, CompletionStage<java.util.Optional<ApiFailure>> reading)
            throws IOException {
        java.util.Optional<ApiFailure> failure = reading.toCompletableFuture().join();
        if (failure.isPresent() && failure.get().kind() != ApiFailure.Kind.NOT_FOUND) {
            throw new IOException("The log of Job[" + job + "] on cluster[" + cluster.name() + "] cannot be read: "
                    + failure.get().message());
        }
        return failure.isEmpty();
    }

    /** Into the file that is there, which nobody else may read; of what was read before, nothing is kept. */
    private static void write(InputStream log, long offset, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            pass(log, offset);
            log.transferTo(out);
        }
    }

    /** Reads over the first bytes, or all where there are fewer. A stream may skip less than it was asked to. */
    static void pass(InputStream log, long bytes) throws IOException {
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

    /**
     * What stands before the log, and the log, from the offset on. The open channel keeps the deleted file's content until it is
     * closed.
     */
    private static InputStream joined(byte[] before, Path file, long offset) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ);
        long ofFile = offset < 0 ? channel.size() + offset : 0;
        channel.position(Math.max(0, ofFile));
        long first = offset < 0 ? before.length + Math.min(0, ofFile) : offset;
        int from = (int) Math.min(before.length, Math.max(0, first));
        return new SequenceInputStream(
                new ByteArrayInputStream(before, from, before.length - from), Channels.newInputStream(channel));
    }
}
