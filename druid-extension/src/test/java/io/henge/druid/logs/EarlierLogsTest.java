package io.henge.druid.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Optional;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.port.TaskFiles.LogDraft;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.druid.tasklogs.NoopTaskLogs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The log of a task of more than one attempt, as it comes to deep storage. */
@Timeout(30)
class EarlierLogsTest {
    private static final TaskId TASK = new TaskId("task");
    private static final String FIRST = "--- Attempt 1 of task[task] was taken ---\nreading\n";
    private static final String SECOND = "--- Attempt 2 of task[task], on cluster[west] ---\nagain\n";
    private static final Duration LONG = Duration.ofMinutes(1);

    private final OneLog stored = new OneLog();
    private final LogSpool spool = new LogSpool(stored);

    @AfterEach
    void close() {
        spool.close();
    }

    private void save(int number, String text) throws IOException {
        LogDraft draft = spool.draft(new AttemptId(TASK, number));
        draft.accept(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(draft.push(LONG).toCompletableFuture().join()).isEmpty();
    }

    @Test
    void theLogOfALaterAttemptComesBelowWhatIsLeftOfEarlierOnes() throws Exception {
        spool.leave(AttemptId.first(TASK), FIRST);
        assertThat(stored.pushed.take()).isEqualTo(FIRST);
        save(2, SECOND);
        assertThat(stored.pushed.take()).isEqualTo(FIRST + SECOND);
        save(2, SECOND);
        assertThat(stored.pushed.take()).as("tried again").isEqualTo(FIRST + SECOND);
    }

    @Test
    void theWholeLogOfAnAttemptReplacesWhatWasLeftOfIt() throws Exception {
        spool.leave(AttemptId.first(TASK), FIRST);
        stored.pushed.take();
        save(1, "all of it\n");
        assertThat(stored.pushed.take()).isEqualTo("all of it\n");
    }

    @Test
    void whatIsLeftOfAnAttemptReplacesNoLogOfALaterOne() throws Exception {
        save(2, SECOND);
        stored.pushed.take();
        spool.leave(AttemptId.first(TASK), FIRST);
        spool.leave(AttemptId.first(new TaskId("another")), "last");
        assertThat(stored.pushed.take()).as("the next one that is written").isEqualTo("last");
    }

    /** Deep storage with room for the log of one task. */
    private static final class OneLog extends NoopTaskLogs {
        private final BlockingQueue<String> pushed = new LinkedBlockingQueue<>();

        private volatile String log = "";

        @Override
        public void pushTaskLog(String taskid, File file) {
            try {
                String text = Files.readString(file.toPath());
                log = taskid.equals(TASK.value()) ? text : log;
                pushed.add(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Optional<InputStream> streamTaskLog(String taskid, long offset) {
            return log.isEmpty() || !taskid.equals(TASK.value())
                    ? Optional.absent()
                    : Optional.of(new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
