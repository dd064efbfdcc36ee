package io.henge.demo.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration EVERY = Duration.ofMillis(20);

    @TempDir
    private Path directory = Path.of("");

    private Parts parts = new Parts(directory, directory);

    @BeforeEach
    void newParts() {
        parts = parts();
    }

    @AfterEach
    void endAll() throws InterruptedException {
        parts().end(parts().running());
    }

    private Parts parts() {
        return new Parts(directory.resolve("run"), directory.resolve("logs"));
    }

    private Part start(String name, String script, String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", script, "part"));
        command.addAll(List.of(arguments));
        return parts.start(name, command, directory);
    }

    @Test
    void aPartIsFoundAndEndedByALaterProcess() throws InterruptedException {
        Part part = start("sleeper", "exec sleep 1000");

        Parts later = parts();
        assertThat(later.running()).extracting(Part::name).containsExactly("sleeper");
        assertThat(later.running().get(0).pid()).isEqualTo(part.pid());

        later.end(later.running());
        assertThat(part.mark().isAlive()).isFalse();
        assertThat(later.running()).isEmpty();
        later.end(later.running());
    }

    @Test
    void thePidIsThatOfTheProgramInASessionOfItsOwn() throws Exception {
        Part part = start("sleeper", "exec sleep 1000");

        assertThat(Poll.until(LIMIT, EVERY, () -> commandLine(part.pid()).startsWith("sleep")))
                .isTrue();
        String[] stat =
                Files.readString(Path.of("/proc/" + part.pid() + "/stat")).split(" ", -1);
        assertThat(stat[5]).as("session id, field 6 of proc(5)").isEqualTo(Long.toString(part.pid()));
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }

    @Test
    void aProcessThatTookOverThePidIsLeftAlone() throws Exception {
        Process foreign = new ProcessBuilder("sleep", "1000").start();
        try {
            ProcessMark mark = ProcessMark.of(foreign.pid()).orElseThrow();
            ProcessMark older = new ProcessMark(mark.pid(), mark.startTicks() - 1, mark.bootId());
            Files.createDirectories(directory.resolve("run"));
            Files.writeString(directory.resolve("run/reused.pid"), older.toString());

            assertThat(parts.running()).isEmpty();
            older.terminate();
            older.kill();
            parts.end(List.of(new Part("reused", older, new LogFile(directory.resolve("none")))));
            assertThat(foreign.isAlive()).isTrue();
        } finally {
            foreign.destroyForcibly();
        }
    }

    @Test
    void aStoppedPartIsEnded() throws Exception {
        Part part = start("stopped", "exec sleep 1000");
        new ProcessBuilder("kill", "-STOP", Long.toString(part.pid())).start().waitFor();
        assertThat(Poll.until(LIMIT, EVERY, () -> part.mark().isStopped())).isTrue();

        parts.end(List.of(part));

        assertThat(part.mark().isAlive()).isFalse();
    }

    @Test
    void childrenOfAPartEndWithIt() throws Exception {
        Part part = start("parent", "sleep 1000 & echo $! >child; wait");
        Path child = directory.resolve("child");
        assertThat(Poll.until(
                        LIMIT, EVERY, () -> Files.exists(child) && !read(child).isBlank()))
                .isTrue();
        ProcessMark mark = ProcessMark.of(Long.parseLong(read(child))).orElseThrow();

        parts.end(List.of(part));

        assertThat(mark.isAlive()).isFalse();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void aPartThatEndedIsReportedWithTheEndOfItsLog() throws InterruptedException {
        Part part = start("broken", "echo first; echo the reason; exit 3");
        assertThat(Poll.until(LIMIT, EVERY, () -> !part.mark().isAlive())).isTrue();

        assertThatThrownBy(part::requireAlive)
                .isInstanceOf(PartFailed.class)
                .hasMessageContaining("broken ended unexpectedly")
                .hasMessageContaining(part.log().path().toString())
                .hasMessageContaining("the reason");
    }

    @Test
    void aProgramThatIsNotThereIsReportedWithTheShellsReason() throws InterruptedException {
        Part part = parts.start("missing", List.of("/no/such/program"), directory);
        assertThat(Poll.until(LIMIT, EVERY, () -> !part.mark().isAlive())).isTrue();

        assertThat(String.join(" ", part.log().lastLines())).contains("/no/such/program");
    }

    @Test
    void aPartThatEndedStartsAgainAsItWasAlsoByALaterProcess() throws InterruptedException {
        Part first = start("sleeper", "pwd; echo \"$*$MORE\"; exec sleep 1000", "two words", "");
        parts.end(List.of(first));
        assertThat(parts.running("sleeper")).isEmpty();

        Part again = parts().startAgain("sleeper", Map.of("MORE", "and more"));

        assertThat(again.pid()).isNotEqualTo(first.pid());
        assertThat(Poll.until(LIMIT, EVERY, () -> again.log().lastLines().size() == 4))
                .isTrue();
        assertThat(again.log().lastLines())
                .containsExactly(directory.toString(), "two words ", directory.toString(), "two words and more");
        assertThat(parts.running("sleeper")).contains(again);
    }

    @Test
    void aPartThatRunsOrNeverRanIsNotStartedAgain() throws InterruptedException {
        Part part = start("sleeper", "exec sleep 1000");

        assertThatThrownBy(() -> parts.startAgain("sleeper", Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Part[sleeper] still runs, so it is not started again");
        assertThatThrownBy(() -> parts.startAgain("other", Map.of())).hasMessage("Part[other] was never started here");
        assertThat(parts.running()).containsExactly(part);
    }

    @Test
    void aFailedOrEndlessRunIsAFailure() {
        assertThatThrownBy(() -> parts.run("fails", List.of("bash", "-c", "echo why; exit 4"), directory, LIMIT))
                .isInstanceOf(PartFailed.class)
                .hasMessageContaining("exit status 4")
                .hasMessageContaining("why");
        assertThatThrownBy(() -> parts.run("endless", List.of("sleep", "1000"), directory, Duration.ofMillis(200)))
                .isInstanceOf(PartFailed.class)
                .hasMessageContaining("was not done");
        assertThat(parts.running()).isEmpty();
    }

    @Test
    void nothingStartsAfterTheClose() {
        parts.close();

        assertThatThrownBy(() -> start("late", "exec sleep 1000")).isInstanceOf(PartFailed.class);
        assertThat(parts.running()).isEmpty();
    }
}
