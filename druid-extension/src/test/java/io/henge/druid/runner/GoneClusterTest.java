package io.henge.druid.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Optional;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Location;
import io.henge.core.ledger.LedgerWrite;
import io.henge.testkit.fleet.Attempts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.druid.indexing.common.config.FileTaskLogsConfig;
import org.apache.druid.indexing.common.tasklogs.FileTaskLogs;
import org.apache.druid.indexing.common.tasklogs.SwitchingTaskLogStreamer;
import org.apache.druid.indexing.common.tasklogs.TaskRunnerTaskLogStreamer;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.tasklogs.TaskLogStreamer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logs and reports as Druid serves them, of a task whose cluster cannot be asked any more. */
@Timeout(30)
class GoneClusterTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final Attempt ROW =
            Attempts.placed("a", "east", 1, AT).withLocation(new Location("10.0.0.7", 8100, -1, "pod"), AT);

    @TempDir
    private Path deepStorage;

    private final LogCluster east = new LogCluster(Map.of(ROW.address().job(), "live log"));
    private final MemoryRunner memory = new MemoryRunner(5, east);
    private final TaskMaster taskMaster = new TaskMaster(null, null);
    private TaskLogStreamer streamer;

    @BeforeEach
    void lead() {
        streamer = new SwitchingTaskLogStreamer(
                new TaskRunnerTaskLogStreamer(taskMaster),
                List.of(new FileTaskLogs(new FileTaskLogsConfig(deepStorage.toFile()))));
        memory.leave(new LedgerWrite.Put(ROW));
        memory.runner().start();
        taskMaster.becomeHalfLeader(memory.runner(), null);
    }

    @AfterEach
    void endTerm() {
        memory.close();
    }

    private static String text(Optional<InputStream> stream) throws IOException {
        try (InputStream open = stream.get()) {
            return new String(open.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whileTheClusterAnswersTheLiveLogCounts() throws Exception {
        Files.writeString(deepStorage.resolve("a.log"), "saved log");
        assertThat(text(streamer.streamTaskLog("a", 0))).isEqualTo("live log");
        assertThat(text(streamer.streamTaskLog("a", 5))).isEqualTo("log");
    }

    @Test
    void theSavedLogIsServedWhenTheClusterIsGone() throws Exception {
        Files.writeString(deepStorage.resolve("a.log"), "saved log");
        east.lose("Nobody answers at east");
        assertThat(text(streamer.streamTaskLog("a", 0))).isEqualTo("saved log");
        assertThat(text(streamer.streamTaskLog("a", 6))).isEqualTo("log");
    }

    @Test
    void withoutASavedLogOneIsToldWhyThereIsNone() {
        east.lose("Nobody answers at east");
        assertThatThrownBy(() -> streamer.streamTaskLog("a", 0)).hasMessageContaining("Nobody answers at east");
    }

    @Test
    void theSavedLogIsServedWhenTheClusterIsNotConfiguredAnyMore() throws Exception {
        Files.writeString(deepStorage.resolve("b.log"), "saved log of b");
        try (MemoryRunner without = new MemoryRunner(5)) {
            without.leave(new LedgerWrite.Put(Attempts.placed("b", "west", 1, AT)));
            without.runner().start();
            taskMaster.becomeHalfLeader(without.runner(), null);
            assertThat(text(streamer.streamTaskLog("b", 0))).isEqualTo("saved log of b");
        }
    }

    @Test
    void theSavedReportIsServedWhenThePeonIsGone() throws Exception {
        Files.writeString(deepStorage.resolve("a.report.json"), "{}");
        assertThat(text(streamer.streamTaskReports("a"))).isEqualTo("{}");
    }
}
