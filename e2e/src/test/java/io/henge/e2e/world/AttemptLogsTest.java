package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.cli.exit.ExitCode;
import io.henge.e2e.distribution.UnpackedCommand;
import io.henge.e2e.distribution.UnpackedCommand.Started;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What tells of one attempt: its log wherever it is, and the Overlord's own lines. */
@Tag("real-cluster")
@ExtendWith(SharedWorld.class)
class AttemptLogsTest {
    private final Place place;

    @TempDir
    private Path dir;

    AttemptLogsTest(Place place) {
        this.place = place;
    }

    private Started follow(UnpackedCommand henge, String task) throws Exception {
        return henge.start(
                Map.of(), "logs", task, "--follow", "--overlord", place.druid().leader());
    }

    @Test
    void whoFollowsATaskReadsEachOfItsAttemptsToTheEnd() throws Exception {
        String task = place.submitNoop(Duration.ofSeconds(20));
        place.running(task);
        Started following = follow(new UnpackedCommand(dir), task);
        Place.until(
                "its pod is read",
                () -> said(following).contains("Attempt 1 of task[" + task + "], from its pod on cluster["));
        new Operator(place).move(task);
        Place.until(
                "its second attempt is read",
                () -> said(following).contains("Attempt 2 of task[" + task + "], from its pod on cluster["));
        assertThat(place.ended(task).path("statusCode").asText()).isEqualTo("SUCCESS");
        assertThat(following.status()).isEqualTo(ExitCode.DONE);
        assertThat(following.said()).endsWith("henge: Attempt 2 of task[" + task + "], from deep storage:\n");
        assertThat(following.printed())
                .contains("--- Attempt 2 of task[" + task + "], on cluster[")
                .contains("SUCCESS");
        assertThat(place.get("/druid/indexer/v1/k8s/task/" + task + "/log?attempt=2")
                        .body())
                .startsWith("--- Attempt 2")
                .contains("SUCCESS");
        assertThat(linesAbout(task + "#2"))
                .anySatisfy(line -> assertThat(line).contains("Placed attempt[" + task + "#2], cluster["))
                .anySatisfy(line -> assertThat(line).contains("Purged attempt[" + task + "#2], cluster["));
    }

    private static String said(Started command) {
        try {
            return command.said();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of all Overlords' logs. */
    private List<String> linesAbout(String attempt) throws Exception {
        try (Stream<Path> files = Files.list(place.world().directory().logs())) {
            return files.filter(file -> file.getFileName().toString().startsWith("overlord"))
                    .flatMap(AttemptLogsTest::lines)
                    .filter(line -> line.contains(attempt))
                    .toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatIsNoTasksIsNotFound() throws Exception {
        HttpResponse<String> answer = place.get("/druid/indexer/v1/k8s/task/no-such-task/log");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("no-such-task");
    }
}
