package io.henge.druid.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.port.TaskFiles.LogDraft;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.druid.tasklogs.NoopTaskLogs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Logs on their way to a deep storage that hangs. */
@Timeout(30)
class LogSpoolTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final HungLogs hung = new HungLogs();
    private final LogSpool spool = new LogSpool(hung);

    @AfterEach
    void close() {
        hung.release();
        spool.close();
    }

    private static InputStream text() {
        return new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8));
    }

    private LogDraft taken(int number) throws IOException {
        LogDraft draft = spool.draft(AttemptId.first(new TaskId("task-" + number)));
        draft.accept(text());
        return draft;
    }

    private CompletableFuture<Optional<String>> push(int number, Duration limit) throws IOException {
        return taken(number).push(limit).toCompletableFuture();
    }

    private List<File> hangAll() throws Exception {
        List<File> files = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            CompletableFuture<Optional<String>> unused = push(i, LONG);
            files.add(hung.begun.take());
        }
        return files;
    }

    @Test
    void aPushThatHangsIsGivenUpInTimeAndInterrupted() throws Exception {
        assertThat(push(0, SHORT).join())
                .hasValueSatisfying(why -> assertThat(why).isEqualTo("Deep storage did not take it within PT0.05S"));
        assertThat(hung.begun.take()).doesNotExist();
        hung.interrupted.await();
    }

    @Test
    void aLogThatWaitsForOthersIsGivenUpInTimeToo() throws Exception {
        hangAll();
        assertThat(push(4, SHORT).join()).isPresent();
        assertThat(hung.begun).isEmpty();
    }

    @Test
    void whatWaitsIsBoundedAndWhatIsTooMuchIsNotEvenRead() throws Exception {
        hangAll();
        for (int i = 4; i < 64; i++) {
            CompletableFuture<Optional<String>> unused = push(i, LONG);
        }
        LogDraft tooMuch = spool.draft(AttemptId.first(new TaskId("task-64")));
        InputStream unread = text();
        assertThatThrownBy(() -> tooMuch.accept(unread))
                .isInstanceOf(IOException.class)
                .hasMessage("64 logs wait for deep storage already");
        assertThat(unread.available()).isEqualTo(5);
    }

    @Test
    void roomThatWasGivenBackCanBeUsedAgain() throws Exception {
        for (int i = 0; i < 200; i++) {
            taken(i).discard();
        }
        hung.release();
        assertThat(push(200, LONG).join()).isEmpty();
    }

    @Test
    void theEndOfATermLeavesNothingBehind() throws Exception {
        List<File> files = hangAll();
        spool.close();
        assertThat(files).allSatisfy(file -> assertThat(file.getParentFile()).doesNotExist());
    }

    @Test
    void aLogThatIsNotWantedAnyMoreIsNotTaken() {
        LogDraft draft = spool.draft(AttemptId.first(new TaskId("task")));
        draft.discard();
        assertThatThrownBy(() -> draft.accept(text())).isInstanceOf(IOException.class);
    }

    /** Deep storage that never answers, until it is released. */
    private static final class HungLogs extends NoopTaskLogs {
        private final BlockingQueue<File> begun = new LinkedBlockingQueue<>();
        private final CountDownLatch released = new CountDownLatch(1);
        private final CountDownLatch interrupted = new CountDownLatch(1);

        void release() {
            released.countDown();
        }

        @Override
        public void pushTaskLog(String taskid, File file) {
            begun.add(file);
            try {
                released.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                Thread.currentThread().interrupt();
            }
        }
    }
}
