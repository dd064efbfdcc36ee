package io.henge.druid.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Optional;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.druid.tasklogs.NoopTaskLogs;
import org.junit.jupiter.api.Test;

/** The logs of single attempts in what deep storage has of a task's. */
class SavedLogsTest {
    private static final TaskId TASK = new TaskId("tâche");
    private static final String FIRST =
            "--- Attempt 1 of task[tâche] was taken from cluster[east]: no answer. The end of its log, as it was last seen ---\nlu é\n";
    private static final String SECOND =
            "--- Attempt 2 of task[tâche], on cluster[west], after one that was taken away. Why: henge failovers tâche ---\n";

    /** Deep storage with one log. */
    private static final class OneLog extends NoopTaskLogs {
        private final byte[] log;
        private boolean closed;

        OneLog(byte[] log) {
            this.log = log;
        }

        @Override
        public Optional<InputStream> streamTaskLog(String taskid, long offset) {
            InputStream stream = new ByteArrayInputStream(log, (int) offset, log.length) {
                @Override
                public void close() {
                    closed = true;
                }
            };
            return taskid.equals(TASK.value()) ? Optional.of(stream) : Optional.absent();
        }
    }

    private static String read(byte[] log, int attempt, long offset) throws IOException {
        OneLog saved = new OneLog(log);
        Optional<InputStream> found = SavedLogs.read(saved, new AttemptId(TASK, attempt), offset);
        String text = "none";
        if (found.isPresent()) {
            try (InputStream stream = found.get()) {
                text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        assertThat(saved.closed).isTrue();
        return text;
    }

    private static String read(String log, int attempt, long offset) throws IOException {
        return read(log.getBytes(StandardCharsets.UTF_8), attempt, offset);
    }

    @Test
    void eachAttemptHasItsOwn() throws IOException {
        String both = FIRST + SECOND + "encore\n";
        assertThat(read(both, 1, 0)).isEqualTo(FIRST);
        assertThat(read(both, 2, 0)).isEqualTo(SECOND + "encore\n");
        assertThat(read(both, 3, 0)).isEqualTo("none");
        assertThat(read("alone\n", 1, 0)).isEqualTo("alone\n");
        assertThat(read("alone\n", 2, 0)).isEqualTo("none");
        assertThat(SavedLogs.read(new NoopTaskLogs(), new AttemptId(TASK, 1), 0).isPresent())
                .isFalse();
    }

    @Test
    void anOffsetCountsWithinIt() throws IOException {
        int mark = SECOND.getBytes(StandardCharsets.UTF_8).length;
        assertThat(read(FIRST + SECOND + "encore\n", 2, mark)).isEqualTo("encore\n");
        assertThat(read(FIRST + SECOND + "encore\n", 2, mark + 7)).isEmpty();
        assertThat(read(FIRST + SECOND + "encore\n", 2, Long.MAX_VALUE)).isEmpty();
        assertThat(read(FIRST + SECOND, 1, FIRST.getBytes(StandardCharsets.UTF_8).length - 3))
                .isEqualTo("é\n");
    }

    @Test
    void aLongOneIsReadToItsEndWhateverItsBytesAre() throws IOException {
        byte[] begin = (FIRST + SECOND).getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[begin.length + 2 * EarlierLogs.READ_MAX];
        System.arraycopy(begin, 0, whole, 0, begin.length);
        Arrays.fill(whole, begin.length, whole.length, (byte) 0xFF);
        OneLog saved = new OneLog(whole);
        try (InputStream stream =
                SavedLogs.read(saved, new AttemptId(TASK, 2), 0).get()) {
            assertThat(stream.readAllBytes())
                    .hasSize(SECOND.getBytes(StandardCharsets.UTF_8).length + 2 * EarlierLogs.READ_MAX)
                    .endsWith(new byte[] {(byte) 0xFF});
        }
    }
}
