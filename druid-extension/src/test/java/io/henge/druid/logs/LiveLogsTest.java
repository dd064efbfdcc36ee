package io.henge.druid.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Optional;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.ApiFailure;
import io.henge.druid.runner.LogCluster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LiveLogsTest {
    private static final JobName JOB = new JobName("j-a-1");
    private static final JobName SILENT = new JobName("j-b-1");

    private final LogCluster cluster = new LogCluster(Map.of(JOB, "0123456789", SILENT, ""));

    private String read(JobName job, long offset) throws IOException {
        try (InputStream stream = LiveLogs.read(cluster, job, "", offset).get()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest(name = "from offset {0} one reads [{1}]")
    @CsvSource({
        "0, 0123456789",
        "1, 123456789",
        "9, 9",
        "10, ''",
        "11, ''",
        "9223372036854775807, ''",
        "-1, 9",
        "-9, 123456789",
        "-10, 0123456789",
        "-11, 0123456789",
        "-9223372036854775808, 0123456789",
    })
    void anOffsetCountsFromTheBeginningOrIfNegativeFromTheEnd(long offset, String expected) throws IOException {
        assertThat(read(JOB, offset)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "with a preface, from offset {0} one reads [{1}]")
    @CsvSource({
        "0, abc0123456789",
        "2, c0123456789",
        "3, 0123456789",
        "4, 123456789",
        "99, ''",
        "-2, 89",
        "-10, 0123456789",
        "-12, bc0123456789",
        "-13, abc0123456789",
        "-14, abc0123456789",
        "-9223372036854775808, abc0123456789"
    })
    void aPrefaceStandsBeforeTheLogAndIsCountedWithIt(long offset, String expected) throws IOException {
        try (InputStream stream = LiveLogs.read(cluster, JOB, "abc", offset).get()) {
            assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(expected);
        }
        assertThat(LiveLogs.read(cluster, new JobName("j-none-1"), "abc", 0).isPresent())
                .isFalse();
    }

    @ParameterizedTest(name = "of {0} lines of {1} letters, the last {2} bytes")
    @CsvSource({
        "3, 5, 1",
        "3, 5, 6",
        "3, 5, 17",
        "3, 5, 18",
        "3, 5, 19",
        "1000, 100, 1",
        "1000, 100, 101",
        "1000, 100, 16000",
        "1000, 100, 100999",
        "1000, 100, 101001",
        "5000, 0, 3000",
        "5000, 1, 3000",
        "1, 70000, 16000",
        "2, 70000, 80000",
    })
    void theEndIsExactWhateverTheLinesAreLike(int lines, int letters, int wanted) throws IOException {
        String log = IntStream.range(0, lines)
                .mapToObj(i -> Integer.toString(i % 10).repeat(letters) + "\n")
                .collect(Collectors.joining());
        LogCluster chatty = new LogCluster(Map.of(JOB, log));
        try (InputStream stream = LiveLogs.read(chatty, JOB, "", -wanted).get()) {
            assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(log.substring(Math.max(0, log.length() - wanted)));
        }
    }

    @Test
    void theEndOfALongLogCostsLittleMoreThanItself() throws IOException {
        LogCluster chatty =
                new LogCluster(Map.of(JOB, "0123456789".repeat(10).concat("\n").repeat(50_000)));
        LiveLogs.read(chatty, JOB, "", -16_000).get().close();
        assertThat(chatty.given()).containsExactly(250 * 101);
    }

    @ParameterizedTest
    @CsvSource({"0", "5", "-5"})
    void aPodThatHasPrintedNothingHasAnEmptyLog(long offset) throws IOException {
        assertThat(read(SILENT, offset)).isEmpty();
    }

    @Test
    void twoReadersDoNotDisturbEachOther() throws IOException {
        try (InputStream first = LiveLogs.read(cluster, JOB, "", 0).get();
                InputStream second = LiveLogs.read(cluster, JOB, "", 5).get()) {
            assertThat(first.read()).isEqualTo('0');
            assertThat(second.read()).isEqualTo('5');
            assertThat(first.read()).isEqualTo('1');
        }
    }

    @Test
    void aPodThatIsNotThereHasNoLog() throws IOException {
        Optional<InputStream> log = LiveLogs.read(cluster, new JobName("j-gone-1"), "", 0);
        assertThat(log.isPresent()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOT_FOUND")
    void halfALogIsNeverShownAsAWholeOne(ApiFailure.Kind kind) {
        cluster.breakWith(new ApiFailure(kind, "The connection broke"));
        assertThatThrownBy(() -> LiveLogs.read(cluster, JOB, "", 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Job[j-a-1]")
                .hasMessageContaining("cluster[east]")
                .hasMessageContaining("The connection broke");
    }

    @Test
    void aClusterThatCannotBeReachedIsNotWaitedFor() {
        cluster.lose("Nobody answers at east");
        assertThatThrownBy(() -> LiveLogs.read(cluster, JOB, "", 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Job[j-a-1]")
                .hasMessageContaining("Nobody answers at east");
        assertThat(cluster.askedLimit()).isNull();
    }

    @Test
    void aRequestForALogWaitsAMinuteAtMost() throws IOException {
        String unused = read(JOB, 0);
        assertThat(cluster.askedLimit()).isEqualTo(Duration.ofMinutes(1));
    }
}
