package io.henge.druid.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.port.TaskFiles.LogDraft;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.druid.indexer.TaskStatus;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class DeepStorageFilesTest {
    private static final TaskId TASK = new TaskId("index_flights");
    private static final Duration SOON = Duration.ofSeconds(20);

    private final ObjectMapper json = new DefaultObjectMapper();
    private final Path directory;
    private final TempDirTaskLogs logs;
    private final DeepStorageFiles files;

    DeepStorageFilesTest(@TempDir Path directory) {
        this.directory = directory;
        this.logs = new TempDirTaskLogs(directory);
        this.files = new DeepStorageFiles(logs, json);
    }

    @AfterEach
    void closeFiles() {
        files.close();
    }

    private @Nullable Outcome read() {
        return files.readStatus(TASK).toCompletableFuture().join();
    }

    private Optional<String> save(String log) throws IOException {
        LogDraft draft = files.draftLog(AttemptId.first(TASK));
        draft.accept(text(log));
        return draft.push(SOON).toCompletableFuture().join();
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theStatusThatAPeonLeftIsItsOutcome() throws IOException {
        TaskStatus status =
                TaskStatus.failure(TASK.value(), "No such column[origin]").withDuration(12);
        logs.leaveStatus(TASK.value(), json.writeValueAsString(status));
        assertThat(read()).isEqualTo(new Outcome(false, "No such column[origin]", 12));
    }

    @Test
    void aPeonsLeaseIsReadAndRevokedWhereThePeonReads() throws IOException {
        AttemptId attempt = new AttemptId(TASK, 2);
        assertThat(files.readLease(attempt).toCompletableFuture().join()).isNull();
        logs.leaveStatus("index_flights.lease.2", "15");
        assertThat(files.readLease(attempt).toCompletableFuture().join()).isEqualTo(Duration.ofSeconds(15));
        logs.leaveStatus("index_flights.lease.2", "1x");
        assertThatThrownBy(() -> files.readLease(attempt).toCompletableFuture().join())
                .hasMessageContaining("cannot be read");
        assertThat(files.revoke(attempt).toCompletableFuture().join()).isTrue();
        assertThat(logs.streamTaskStatus("index_flights.revoked.2").isPresent()).isTrue();
        assertThat(logs.streamTaskStatus("index_flights.revoked.1").isPresent()).isFalse();
    }

    @Test
    void aSuccessIsReadAsSuch() throws IOException {
        logs.leaveStatus(TASK.value(), """
                {"id":"index_flights","status":"SUCCESS","duration":34,"errorMsg":null,"location":null}""");
        assertThat(read()).isEqualTo(Outcome.success(34));
    }

    @Test
    void aTaskThatLeftNoStatusHasNone() {
        assertThat(read()).isNull();
    }

    @Test
    void theStatusOfAnotherTaskIsNotTaken() throws IOException {
        logs.leaveStatus("index_flights_2", json.writeValueAsString(TaskStatus.success("index_flights_2")));
        assertThat(read()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"id\":\"index_flights\",\"sta",
                "no JSON at all",
                "{}",
                "null",
                "{\"id\":\"index_flights\",\"status\":\"MAYBE\",\"duration\":1}",
                "{\"id\":\"index_flights\",\"status\":\"RUNNING\",\"duration\":-1}",
            })
    void aStatusThatCannotBeReadCountsAsNone(String content) throws IOException {
        logs.leaveStatus(TASK.value(), content);
        assertThat(read()).isNull();
    }

    @Test
    void aFailureOfDeepStorageIsNeverTakenForTheLackOfAStatus() {
        logs.failWith(new IOException("The bucket is gone"));
        assertThat(files.readStatus(TASK))
                .failsWithin(SOON)
                .withThrowableThat()
                .withMessageContaining("The bucket is gone");
    }

    @Test
    void aReadingAfterTheEndOfTheTermFails() {
        files.close();
        assertThat(files.readStatus(TASK)).failsWithin(SOON);
    }

    @Test
    void aLogIsPushedUnderTheNameThatDruidReads() throws IOException {
        assertThat(save("hello from the pod\n")).isEmpty();
        assertThat(logs.pushed())
                .singleElement()
                .satisfies(file -> assertThat(file.getFileName()).hasToString("log"));
        assertThat(directory.resolve("index_flights.log")).hasContent("hello from the pod\n");
    }

    @Test
    void aPushedLogLeavesNothingBehindOnTheOverlord() throws IOException {
        assertThat(save("hello")).isEmpty();
        assertThat(logs.pushed())
                .singleElement()
                .satisfies(file -> assertThat(file.getParent()).doesNotExist());
    }

    @Test
    void aLogThatCannotBePushedLeavesNothingBehindEither() throws IOException {
        logs.failWith(new IOException("The bucket is gone"));
        assertThat(save("hello")).hasValueSatisfying(why -> assertThat(why).contains("The bucket is gone"));
        assertThat(logs.pushed())
                .singleElement()
                .satisfies(file -> assertThat(file.getParent()).doesNotExist());
    }

    @Test
    void halfALogIsNeverPushed() {
        LogDraft draft = files.draftLog(AttemptId.first(TASK));
        assertThatThrownBy(() -> draft.accept(new BreakingStream()))
                .isInstanceOf(IOException.class)
                .hasMessage("The connection broke");
        assertThat(logs.pushed()).isEmpty();
    }

    /** A log that ends in the middle. */
    private static final class BreakingStream extends InputStream {
        private int left = 100;

        @Override
        public int read() throws IOException {
            if (left == 0) {
                throw new IOException("The connection broke");
            }
            left--;
            return 'x';
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            bytes[from] = (byte) read();
            return 1;
        }
    }
}
