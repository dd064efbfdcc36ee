package io.henge.druid.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.lease.LeaseWords;
import io.henge.core.port.TaskFiles;
import io.henge.druid.store.BoundedAsker;
import io.henge.druid.task.Statuses;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.druid.indexer.TaskStatus;
import org.apache.druid.tasklogs.TaskLogs;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What tasks leave in deep storage, by way of Druid's {@link TaskLogs}: read on two threads of its own, while logs are
 * pushed on those of a {@link LogSpool}.
 */
public final class DeepStorageFiles implements TaskFiles, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DeepStorageFiles.class);

    /** More than a number has digits. */
    private static final int WORD_MAX = 100;

    private static final int THREADS = 2;
    private static final int QUEUE_MAX = 10_000;
    private static final Duration READ_MAX = Duration.ofSeconds(60);

    private final TaskLogs logs;
    private final ObjectMapper json;
    private final BoundedAsker reader;
    private final LogSpool spool;

    public DeepStorageFiles(TaskLogs logs, ObjectMapper json) {
        this.logs = logs;
        this.json = json;
        this.spool = new LogSpool(logs);
        this.reader = new BoundedAsker("henge-deep-storage-%d", THREADS, QUEUE_MAX, READ_MAX);
    }

    @Override
    public CompletionStage<@Nullable Outcome> readStatus(TaskId task) {
        return reader.ask(() -> statusOf(task));
    }

    private @Nullable Outcome statusOf(TaskId task) throws IOException {
        com.google.common.base.Optional<InputStream> file = logs.streamTaskStatus(task.value());
        if (!file.isPresent()) {
            return null;
        }
        try (InputStream stream = file.get()) {
            @Nullable TaskStatus status = json.readValue(stream, TaskStatus.class);
            return status == null ? null : Statuses.outcomeOf(status);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // A peon that was killed while it wrote leaves half a file, which no later reading makes whole.
            log.warn("Task[{}] left a status that cannot be read, which counts as none: {}", task, e.getMessage());
            return null;
        }
    }

    @Override
    public LogDraft draftLog(AttemptId attempt) {
        return spool.draft(attempt);
    }

    @Override
    public void leaveLog(AttemptId attempt, String text) {
        spool.leave(attempt, text);
    }

    @Override
    public CompletionStage<@Nullable Duration> readLease(AttemptId attempt) {
        return reader.ask(() -> leaseOf(attempt));
    }

    /** Half a word is none yet: a file that is being written is read again. */
    private @Nullable Duration leaseOf(AttemptId attempt) throws IOException {
        com.google.common.base.Optional<InputStream> file = logs.streamTaskStatus(LeaseWords.leaseOf(attempt));
        if (!file.isPresent()) {
            return null;
        }
        try (InputStream stream = file.get()) {
            String text = new String(stream.readNBytes(WORD_MAX), StandardCharsets.UTF_8).trim();
            return Duration.ofSeconds(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new IOException("The word of attempt[" + attempt + "] on its lease cannot be read", e);
        }
    }

    @Override
    public CompletionStage<Boolean> revoke(AttemptId attempt) {
        return reader.ask(() -> {
            Path directory = Files.createTempDirectory("henge-revocation");
            Path file = directory.resolve(LeaseWords.FILE);
            try {
                Files.writeString(file, "revoked");
                logs.pushTaskStatus(LeaseWords.revocationOf(attempt), file.toFile());
                return true;
            } finally {
                Files.deleteIfExists(file);
                Files.delete(directory);
            }
        });
    }

    /** Ends the threads without waiting for deep storage. */
    @Override
    public void close() {
        reader.close();
        spool.close();
    }
}
