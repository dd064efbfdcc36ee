package io.henge.druid.logs;

import com.google.common.base.Optional;
import com.google.common.util.concurrent.Striped;
import io.henge.core.attempt.AttemptId;
import io.henge.core.report.LogPreface;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.Lock;
import org.apache.druid.tasklogs.TaskLogs;

/**
 * What was left in deep storage of the logs of attempts that were taken from their clusters: it stays above the log of the attempt
 * that comes after them. Each begins with its mark. Safe for use by several threads.
 */
final class EarlierLogs {
    /** What is read of them at most, in bytes. */
    static final int READ_MAX = 256 << 10;

    private static final int STRIPES = 64;

    private final TaskLogs logs;
    private final Striped<Lock> locks = Striped.lock(STRIPES);

    EarlierLogs(TaskLogs logs) {
        this.logs = logs;
    }

    /** Something that nobody else may do for the same task meanwhile. */
    interface Work {
        boolean done() throws IOException;
    }

    boolean alone(AttemptId attempt, Work work) throws IOException {
        Lock lock = locks.get(attempt.task());
        lock.lock();
        try {
            return work.done();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the log that is there is not to be replaced by what is left of that attempt's. */
    boolean isOfLater(AttemptId attempt) throws IOException {
        return LogPreface.isOfLater(read(attempt), attempt);
    }

    /** What is there of attempts before that one; empty for a first one. */
    String than(AttemptId attempt) throws IOException {
        return attempt.number() == 1 ? "" : LogPreface.earlier(read(attempt), attempt);
    }

    /** The file of an attempt's log, with what is there of earlier attempts put above it. */
    Path before(AttemptId attempt, Path file) throws IOException {
        String above = than(attempt);
        if (above.isEmpty()) {
            return file;
        }
        Path whole = file.resolveSibling("whole");
        try (OutputStream out = Files.newOutputStream(whole)) {
            out.write(above.getBytes(StandardCharsets.UTF_8));
            Files.copy(file, out);
        }
        return Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private String read(AttemptId attempt) throws IOException {
        Optional<InputStream> there = logs.streamTaskLog(attempt.task().value(), 0);
        if (!there.isPresent()) {
            return "";
        }
        try (InputStream stream = there.get()) {
            return new String(stream.readNBytes(READ_MAX), StandardCharsets.UTF_8);
        }
    }
}
