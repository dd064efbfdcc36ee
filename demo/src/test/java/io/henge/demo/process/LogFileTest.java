package io.henge.demo.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    @TempDir
    private Path directory = Path.of("");

    private LogFile log(Stream<String> lines) throws Exception {
        return new LogFile(Files.write(directory.resolve("a.log"), lines.toList()));
    }

    @Test
    void theEndIsShown() throws Exception {
        List<String> lines =
                log(IntStream.range(0, 5000).mapToObj(i -> "line " + i)).lastLines();

        assertThat(lines).hasSize(20).endsWith("line 4998", "line 4999");
    }

    @Test
    void aLongStackTraceDoesNotHideTheReason() throws Exception {
        Stream<String> frames = IntStream.range(0, 200).mapToObj(i -> "\tat a.b.C.method(C.java:" + i + ") [x.jar:1]");
        LogFile log = log(Stream.concat(
                Stream.of("ERROR it failed", "java.lang.Exception: the reason"),
                Stream.concat(frames, Stream.of("\t... 12 more", ""))));

        assertThat(log.lastLines()).containsExactly("ERROR it failed", "java.lang.Exception: the reason");
    }

    @Test
    void anAbsentLogIsEmpty() {
        assertThat(new LogFile(directory.resolve("none")).explain("It failed."))
                .isEqualTo("It failed. Its log is " + directory.resolve("none") + ":\n  (the log is empty)");
    }
}
