package io.henge.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogPrefaceTest {
    private static final String TAKEN =
            "--- Attempt 1 of task[t] was taken from cluster[east]: it is lost: no answer. The end of its log, as it was last"
                    + " seen ---\nreading\n";
    private static final String SECOND =
            "--- Attempt 2 of task[t], on cluster[west], after one that was taken away. Why: henge failovers t ---\n";

    private static Attempt attempt(int number, String cluster) {
        return Attempt.placed(
                new AttemptId(new TaskId("t"), number),
                new JobAddress(new ClusterName(cluster), "henge", new JobName("j-" + number)),
                new Token("t"),
                new TaskTraits("index", "flights", "g", 0),
                1,
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static AttemptId id(int number) {
        return attempt(number, "east").id();
    }

    @Test
    void aLaterAttemptSaysWhichItIs() {
        assertThat(LogPreface.of(attempt(1, "east"))).isEmpty();
        assertThat(LogPreface.of(attempt(2, "west"))).isEqualTo(SECOND);
        assertThat(LogPreface.of(attempt(3, "west"))).contains("after others that were taken away");
    }

    @Test
    void oneThatWasTakenSaysWhyAndHowItsLogEnded() {
        assertThat(LogPreface.ofTaken(attempt(1, "east"), "it is lost:\nno answer", "reading"))
                .isEqualTo(TAKEN);
        assertThat(LogPreface.ofTaken(attempt(1, "east"), "it is lost", ""))
                .endsWith("it is lost. Nothing was seen of its log ---\n");
    }

    @Test
    void whatIsThereOfEarlierAttemptsIsToldFromWhatIsOfLaterOnes() {
        String both = TAKEN + SECOND + "reading again\n";
        assertThat(LogPreface.earlier(both, id(2))).isEqualTo(TAKEN);
        assertThat(LogPreface.earlier(both, id(3))).isEqualTo(both);
        assertThat(LogPreface.earlier(both, id(1))).isEmpty();
        assertThat(LogPreface.earlier("no mark\n" + TAKEN, id(2))).isEmpty();
        assertThat(LogPreface.earlier("", id(2))).isEmpty();
        assertThat(LogPreface.isOfLater(both, id(1))).isTrue();
        assertThat(LogPreface.isOfLater(both, id(2))).isFalse();
        assertThat(LogPreface.isOfLater("what it logged itself", id(1))).isTrue();
        assertThat(LogPreface.isOfLater("", id(1))).isFalse();
    }

    @Test
    void theMarkOfAnotherTaskIsNone() {
        String quoted = TAKEN + "--- Attempt 2 of task[u], on cluster[west]\n";
        assertThat(LogPreface.earlier(quoted, id(2))).isEqualTo(quoted);
        assertThat(LogPreface.isOfLater(quoted, id(1))).isFalse();
    }

    private static String part(String log, int number) {
        return LogPreface.part(log, id(number))
                .map(part -> log.substring(part.begin(), part.end()))
                .orElse("none");
    }

    @Test
    void theLogOfOneAttemptIsFoundAmongThoseOfOthers() {
        String both = TAKEN + SECOND + "reading again\n";
        assertThat(part(both, 1)).isEqualTo(TAKEN);
        assertThat(part(both, 2)).isEqualTo(SECOND + "reading again\n");
        assertThat(part(both, 3)).isEqualTo("none");
        assertThat(part(SECOND, 1)).isEqualTo("none");
        assertThat(part("no mark\n", 1)).isEqualTo("no mark\n");
        assertThat(part("no mark\n" + SECOND, 1)).isEqualTo("no mark\n");
        assertThat(part("no mark\n", 2)).isEqualTo("none");
        assertThat(part("", 1)).isEqualTo("none");
    }
}
