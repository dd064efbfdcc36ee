package io.henge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.cli.exit.ExitCode;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code henge logs}, from the command line to the request and back. */
@Timeout(60)
class LogsCommandTest extends AskedCommands {
    private static final String FROM = "Henge-Log-From";
    private static final String ATTEMPT = "Henge-Log-Attempt";
    private static final String CLUSTER = "Henge-Log-Cluster";
    private static final String LATEST = "Henge-Log-Latest";

    LogsCommandTest() throws IOException {}

    private CompletableFuture<Integer> following(String... more) {
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        String[] arguments = new String[more.length + 3];
        System.arraycopy(new String[] {"logs", "t", "--follow"}, 0, arguments, 0, 3);
        System.arraycopy(more, 0, arguments, 3, more.length);
        new Thread(() -> exit.complete(ask(leader, arguments))).start();
        return exit;
    }

    @Test
    void aLogIsShownAndWhereItComesFromIsSaid() {
        leader.answersWith(
                "/task/a%2Fb/log?offset=0", "un\ndeux é\n", FROM, "pod", ATTEMPT, "2", CLUSTER, "east", LATEST, "2");
        assertThat(ask(leader, "logs", "a/b")).isEqualTo(ExitCode.DONE);
        assertThat(lines()).containsExactly("un", "deux é");
        assertThat(message()).isEqualTo("henge: Attempt 2 of task[a/b], from its pod on cluster[east]:");
    }

    @Test
    void thatOfAnEarlierAttemptComesFromDeepStorage() {
        leader.answersWith("/task/t/log?offset=0&attempt=1", "end\n", FROM, "deep-storage", ATTEMPT, "1", LATEST, "2");
        assertThat(ask(leader, "logs", "t", "--attempt", "1")).isEqualTo(ExitCode.DONE);
        assertThat(lines()).containsExactly("end");
        assertThat(message()).isEqualTo("henge: Attempt 1 of task[t], from deep storage:");
    }

    @Test
    void whereThereIsNoneThatIsSaid() {
        leader.answersWith("/task/t/log?offset=0", "", FROM, "nowhere", ATTEMPT, "1", LATEST, "1");
        assertThat(ask(leader, "logs", "t")).isEqualTo(ExitCode.DONE);
        assertThat(message()).isEqualTo("henge: Attempt 1 of task[t] has no log yet.");
        leader.answers("/task/t/log?offset=0", 404, "{\"error\":\"e\",\"errorMessage\":\"There is no log.\"}");
        assertThat(ask(leader, "logs", "t")).isEqualTo(ExitCode.FAILED);
        assertThat(message()).endsWith("henge: There is no log.");
    }

    @Test
    void whoFollowsReadsOnWithTheNextAttemptUntilTheTaskHasEnded() throws Exception {
        leader.answersWith("/task/t/log?offset=0", "one\n", FROM, "pod", ATTEMPT, "1", CLUSTER, "west", LATEST, "1");
        leader.answersWith("/task/t/log?offset=4&attempt=1", "", FROM, "deep-storage", ATTEMPT, "1", LATEST, "2");
        leader.answers("/task/t/log?offset=0&attempt=2", 503, "{\"error\":\"e\",\"errorMessage\":\"Nobody leads.\"}");
        CompletableFuture<Integer> exit = following();
        leader.await("attempt=2", 2);
        leader.answersWith("/task/t/log?offset=4&attempt=2", "", FROM, "deep-storage", ATTEMPT, "2");
        leader.answersWith(
                "/task/t/log?offset=0&attempt=2", "two\n", FROM, "pod", ATTEMPT, "2", CLUSTER, "east", LATEST, "2");
        assertThat(exit.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.DONE);
        assertThat(lines()).containsExactly("one", "two");
        assertThat(message().lines())
                .containsExactly(
                        "henge: Attempt 1 of task[t], from its pod on cluster[west]:",
                        "henge: Attempt 1 of task[t], from deep storage:",
                        "henge: Nobody leads. It is asked again until it answers.",
                        "henge: Attempt 2 of task[t], from its pod on cluster[east]:",
                        "henge: Attempt 2 of task[t], from deep storage:");
    }

    @Test
    void whoFollowsOneAttemptStopsAtItsEnd() throws Exception {
        leader.answersWith("/task/t/log?offset=0&attempt=1", "one\n", FROM, "deep-storage", ATTEMPT, "1", LATEST, "2");
        leader.answersWith("/task/t/log?offset=4&attempt=1", "", FROM, "deep-storage", ATTEMPT, "1", LATEST, "2");
        assertThat(following("--attempt", "1").get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.DONE);
        assertThat(lines()).containsExactly("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1"})
    void whatIsNoAttemptIsRefused(String attempt) {
        assertThat(ask(leader, "logs", "t", "--attempt", attempt)).isEqualTo(ExitCode.REFUSED);
        assertThat(message()).contains("--attempt: " + attempt + " is no attempt's number");
        assertThat(leader.asked()).isEmpty();
    }

    @Test
    void aLogIsNoJson() {
        assertThat(ask(leader, "logs", "t", "--output", "json")).isEqualTo(ExitCode.REFUSED);
        assertThat(message()).contains("--output: a log is text");
    }
}
