package io.henge.druid.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.JobName;
import io.henge.core.failover.StatePreservation.Rule;
import io.henge.core.failover.StatePreservation.Source;
import io.henge.core.port.StateSource.Captured;
import io.henge.druid.runner.MuteCluster;
import io.henge.kubernetes.connection.ObjectSource;
import io.henge.testkit.fleet.Attempts;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is read of attempts by rules, and what is told where it cannot be. */
class AttemptStatesTest {
    private static final Attempt ATTEMPT = Attempts.placed("task", "east", 1, Instant.EPOCH);

    private final ObjectMapper json = new ObjectMapper();
    private final List<Source> asked = new ArrayList<>();
    private final AttemptStates states = new AttemptStates(
            (source, attempt) -> {
                asked.add(source);
                if (source == Source.REPORT) {
                    throw new IOException("Its peon has no live report");
                }
                return json.readTree("{\"id\":\"" + attempt.task() + "\",\"of\":\"" + source + "\"}");
            },
            json);

    /** A cluster that shows Jobs and no pods. */
    private static final class Showing extends MuteCluster implements ObjectSource {
        private int read;

        Showing() {
            super(ATTEMPT.cluster().value(), null);
        }

        @Override
        public CompletionStage<String> object(JobName job, Of what) {
            read++;
            return what == Of.JOB
                    ? CompletableFuture.completedFuture("{\"metadata\":{\"name\":\"" + job + "\",\"uid\":\"u\"}}")
                    : CompletableFuture.failedFuture(new IOException("The pod is gone"));
        }
    }

    private final Showing cluster = new Showing();

    @AfterEach
    void stop() {
        states.close();
    }

    private Captured capture(Rule... rules) throws Exception {
        return states.capture(ATTEMPT, List.of(rules), cluster)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    @Test
    void everySourceIsReadOnce() throws Exception {
        Captured captured = capture(
                new Rule("name", Source.JOB, "$.metadata.name"),
                new Rule("uid", Source.JOB, "$.metadata.uid"),
                new Rule("id", Source.TASK, "$.id"),
                new Rule("of", Source.TASK, "$.of"),
                new Rule("status", Source.SUPERVISOR, "$.of"));
        assertThat(captured.values())
                .isEqualTo(Map.of(
                        "name",
                        ATTEMPT.address().job().value(),
                        "uid",
                        "u",
                        "id",
                        "task",
                        "of",
                        "TASK",
                        "status",
                        "SUPERVISOR"));
        assertThat(captured.warnings()).isEmpty();
        assertThat(cluster.read).isEqualTo(1);
        assertThat(asked).containsExactly(Source.TASK, Source.SUPERVISOR);
    }

    @Test
    void whatCannotBeReadIsAWarningOfItsRulesAlone() throws Exception {
        Captured captured = capture(
                new Rule("uid", Source.JOB, "$.metadata.uid"),
                new Rule("node", Source.POD, "$.spec.nodeName"),
                new Rule("rows", Source.REPORT, "$.rows"),
                new Rule("nothing", Source.TASK, "$.nothing"));
        assertThat(captured.values()).isEqualTo(Map.of("uid", "u"));
        assertThat(captured.warnings().get("node")).contains("The pod is gone");
        assertThat(captured.warnings().get("rows")).contains("no live report");
        assertThat(captured.warnings().get("nothing")).startsWith("$.nothing leads nowhere");
    }

    @Test
    void whoIsClosedWarnsOfEveryRule() throws Exception {
        states.close();
        assertThat(capture(new Rule("id", Source.TASK, "$.id")).warnings()).containsOnlyKeys("id");
    }
}
