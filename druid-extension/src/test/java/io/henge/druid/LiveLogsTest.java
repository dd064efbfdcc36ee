package io.henge.druid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Optional;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.ApiFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LiveLogsTest {
    private static final JobName JOB = new JobName("j-a-1");
    private static final JobName SILENT = new JobName("j-b-1");

    private final LogCluster cluster = new LogCluster(Map.of(JOB, "0123456789", SILENT, ""));

    private String read(JobName job, long offset) throws IOException {
        try (InputStream stream = LiveLogs.read(cluster, job, offset).get()) {
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

    @ParameterizedTest
    @CsvSource({"0", "5", "-5"})
    void aPodThatHasPrintedNothingHasAnEmptyLog(long offset) throws IOException {
        assertThat(read(SILENT, offset)).isEmpty();
    }

    @Test
    void twoReadersDoNotDisturbEachOther() throws IOException {
        try (InputStream first = LiveLogs.read(cluster, JOB, 0).get();
                InputStream second = LiveLogs.read(cluster, JOB, 5).get()) {
            assertThat(first.read()).isEqualTo('0');
            assertThat(second.read()).isEqualTo('5');
            assertThat(first.read()).isEqualTo('1');
        }
    }

    @Test
    void aPodThatIsNotThereHasNoLog() throws IOException {
        Optional<InputStream> log = LiveLogs.read(cluster, new JobName("j-gone-1"), 0);
        assertThat(log.isPresent()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOT_FOUND")
    void halfALogIsNeverShownAsAWholeOne(ApiFailure.Kind kind) {
        cluster.breakWith(new ApiFailure(kind, "The connection broke"));
        assertThatThrownBy(() -> LiveLogs.read(cluster, JOB, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Job[j-a-1]")
                .hasMessageContaining("cluster[east]")
                .hasMessageContaining("The connection broke");
    }

    @Test
    void aClusterThatCannotBeReachedIsNotWaitedFor() {
        cluster.lose("Nobody answers at east");
        assertThatThrownBy(() -> LiveLogs.read(cluster, JOB, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Job[j-a-1]")
                .hasMessageContaining("Nobody answers at east");
        assertThat(cluster.askedLimit()).isNull();
    }

    @Test
    void aRequestForALogWaitsHalfAMinuteAtMost() throws IOException {
        String unused = read(JOB, 0);
        assertThat(cluster.askedLimit()).isEqualTo(Duration.ofSeconds(30));
    }
}
