package io.henge.druid.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Optional;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.job.Payload;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.druid.indexing.common.config.FileTaskLogsConfig;
import org.apache.druid.indexing.common.tasklogs.FileTaskLogs;
import org.apache.druid.tasklogs.NoopTaskLogs;
import org.apache.druid.tasklogs.TaskLogs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskPayloadsTest {
    private static final AttemptId FIRST = AttemptId.first(new TaskId("t"));

    @TempDir
    private Path dir;

    private final PayloadStore store = new PayloadStore();

    /** A store that takes task payloads, as s3, azure and hdfs do. */
    private static final class PayloadStore extends NoopTaskLogs {
        private final Map<String, byte[]> taken = new ConcurrentHashMap<>();
        private boolean fails;

        @Override
        public void pushTaskPayload(String task, File file) {
            if (fails) {
                throw new UncheckedIOException(new IOException("unreachable"));
            }
            try {
                taken.put(task, Files.readAllBytes(file.toPath()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Optional<InputStream> streamTaskPayload(String task) {
            return Optional.fromNullable(taken.get(task)).transform(ByteArrayInputStream::new);
        }
    }

    /** Text that no compression makes shorter than {@code bytes}. */
    private static byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(7).nextBytes(noise);
        return noise;
    }

    /** The longest noise whose encoded form is not longer than {@code encodedMax} characters. */
    private byte[] fitting(int encodedMax) throws Exception {
        int bytes = encodedMax / 4 * 3;
        while (TaskPayloads.of(store).of(FIRST, noise(bytes)).encoded().length() > encodedMax) {
            bytes--;
        }
        store.taken.clear();
        return noise(bytes);
    }

    @Test
    void theExactLimitFitsIntoTheEnvironmentAndOneMoreDoesNot() throws Exception {
        byte[] fits = fitting(Payload.ENVIRONMENT_LENGTH_MAX);
        Payload payload = TaskPayloads.of(store).of(FIRST, fits);
        assertThat(payload.encoded()).hasSize(Payload.ENVIRONMENT_LENGTH_MAX);
        assertThat(payload.way()).isEqualTo(Payload.Way.ENVIRONMENT);
        assertThat(store.taken).isEmpty();
        byte[] more = noise(fits.length + 3);
        assertThat(TaskPayloads.of(store).of(FIRST, more).way()).isEqualTo(Payload.Way.DEEP_STORAGE);
        assertThat(store.taken.get("t")).isEqualTo(more);
    }

    @Test
    void aStoreThatSaysItCannotAndOneThatKeepsNothingLeaveItToSecrets() throws Exception {
        byte[] large = noise(200_000);
        for (TaskLogs logs : List.of(new NoopTaskLogs(), new FileTaskLogs(new FileTaskLogsConfig(dir.toFile())))) {
            Payload payload = TaskPayloads.of(logs).of(FIRST, large);
            assertThat(payload.way()).isEqualTo(Payload.Way.SECRET);
            assertThat(Unpacked.json(payload.encoded())).isEqualTo(large);
        }
    }

    @Test
    void aLaterAttemptNeverReplacesWhatAnEarlierOneMayYetRead() throws Exception {
        TaskPayloads payloads = TaskPayloads.of(store);
        byte[] first = noise(200_000);
        assertThat(payloads.of(FIRST, first).way()).isEqualTo(Payload.Way.DEEP_STORAGE);
        AttemptId second = new AttemptId(FIRST.task(), 2);
        assertThat(payloads.of(second, noise(300_000)).way()).isEqualTo(Payload.Way.SECRET);
        assertThat(store.taken.get("t")).isEqualTo(first);
    }

    @Test
    void aStoreThatFailsIsAskedAgainLater() {
        store.fails = true;
        assertThatThrownBy(() -> TaskPayloads.of(store).of(FIRST, noise(200_000)))
                .isInstanceOf(JobRefusedException.class)
                .hasMessageContaining("Task[t] is too large for the environment of its pod")
                .matches(e -> ((JobRefusedException) e).isPassing());
    }
}
