package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Optional;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.druid.runner.LeadingOverlord;
import io.henge.testkit.fleet.Attempts;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import javax.ws.rs.core.Response;
import org.apache.druid.tasklogs.TaskLogs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LogsResourceTest {
    /** On a cluster that cannot be seen, after one that was taken from there. */
    private static final Attempt LOST = Attempts.placed("task", "east", 1, LeadingOverlord.NOW);

    private static final Attempt NEXT =
            Attempts.placed(new AttemptId(LOST.task(), 2), LOST.address(), 1, LeadingOverlord.NOW.plusSeconds(60));

    /** On a cluster that can be seen, and has no pod of it yet. */
    private static final Attempt COMING = Attempts.placed("coming", "west", 1, LeadingOverlord.NOW);

    private static final String TAKEN =
            "--- Attempt 1 of task[task] was taken from cluster[east]: no answer. Nothing was seen of its log ---\n";

    private final LeadingOverlord overlord =
            new LeadingOverlord(LOST.fenced("lost", LeadingOverlord.NOW.plusSeconds(50)), NEXT, COMING);

    private final Map<String, String> saved = new TreeMap<>();
    private @Nullable IOException broken;

    private final LogsResource logs = new LogsResource(overlord.taskMaster(), new Saved());

    /** Deep storage with the logs that were put there. */
    private final class Saved implements TaskLogs {
        @Override
        public Optional<InputStream> streamTaskLog(String taskid, long offset) throws IOException {
            if (broken != null) {
                throw broken;
            }
            return Optional.fromNullable(saved.get(taskid))
                    .transform(text -> new ByteArrayInputStream(
                            text.substring((int) offset).getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public void pushTaskLog(String taskid, File logFile) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void killAll() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void killOlderThan(long timestamp) {
            throw new UnsupportedOperationException();
        }
    }

    @AfterEach
    void stopOverlord() {
        overlord.close();
    }

    private Response ask(String task, String query) {
        return logs.log(task, query.isEmpty() ? Asked.plainly() : Asked.query(query));
    }

    private static String text(Response answer) throws IOException {
        assertThat(answer.getStatus()).isEqualTo(200);
        return answer.getEntity() instanceof InputStream stream
                ? new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                : String.valueOf(answer.getEntity());
    }

    private static String told(Response answer, String name) {
        return String.valueOf(answer.getMetadata().getFirst("Henge-Log-" + name));
    }

    @Test
    void whatWasKeptOfALostAttemptIsReadWhileTheNextOneRuns() throws IOException {
        saved.put("task", TAKEN);
        Response answer = ask("task", "attempt=1");
        assertThat(text(answer)).isEqualTo(TAKEN);
        assertThat(told(answer, "From")).isEqualTo("deep-storage");
        assertThat(told(answer, "Attempt")).isEqualTo("1");
        assertThat(told(answer, "Latest")).isEqualTo("2");
        assertThat(text(ask("task", "attempt=1&offset=4"))).isEqualTo(TAKEN.substring(4));
    }

    @Test
    void ofOneOnAClusterThatCannotBeSeenTheReasonIsTold() {
        saved.put("task", TAKEN);
        assertThat(Asked.refusal(ask("task", ""), 503)).contains("task[task]").contains("the network is down");
    }

    @Test
    void whereThereIsNoneYetThatIsTold() throws IOException {
        Response answer = ask("coming", "");
        assertThat(text(answer)).isEmpty();
        assertThat(told(answer, "From")).isEqualTo("nowhere");
        assertThat(told(answer, "Attempt")).isEqualTo("1");
        assertThat(told(answer, "Latest")).isEqualTo("1");
    }

    @Test
    void ofATaskThatIsOverTheWholeLogIsTold() throws IOException {
        saved.put("over", "one\ntwo\n");
        Response answer = ask("over", "offset=4");
        assertThat(text(answer)).isEqualTo("two\n");
        assertThat(told(answer, "From")).isEqualTo("deep-storage");
        assertThat(told(answer, "Latest")).isEqualTo("null");
        assertThat(text(ask("over", "attempt=1"))).isEqualTo("one\ntwo\n");
    }

    @Test
    void whereThereIsNoneAndNoneWillComeItIsNotFound() {
        saved.put("over", "one\n");
        assertThat(Asked.refusal(ask("other", ""), 404)).contains("task[other]");
        assertThat(Asked.refusal(ask("over", "attempt=2"), 404)).contains("attempt 2 of task[over]");
        assertThat(Asked.refusal(ask("x".repeat(256), ""), 404)).contains("task[x");
    }

    @Test
    void deepStorageThatFailsIsNoMissingLog() {
        broken = new IOException("the bucket is shut");
        assertThat(Asked.refusal(ask("over", ""), 503)).contains("the bucket is shut");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attempt=0",
                "attempt=x",
                "offset=-1",
                "offset=9223372036854775808",
                "tail=3",
                "attempt=1&attempt=2"
            })
    void whatIsNoQuestionIsRefused(String query) {
        String refusal = Asked.refusal(ask("task", query), 400);
        assertThat(refusal).contains("`" + query.substring(0, query.indexOf('=')) + "`");
    }
}
