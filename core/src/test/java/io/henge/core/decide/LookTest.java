package io.henge.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.JobSighting.Bearer;
import io.henge.core.cluster.JobSighting.Progress;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A Job that has the name of an attempt's need not be the attempt's. */
class LookTest {
    private static final Token TOKEN = new Token("token");
    private static final JobName JOB = new JobName("job");

    private static Attempt attempt(Token token) {
        return Attempt.placed(
                AttemptId.first(new TaskId("task")),
                new JobAddress(new ClusterName("east"), "henge", JOB),
                token,
                new TaskTraits("index", "flights", "group", 50),
                1,
                Instant.EPOCH);
    }

    private static Look.Kind look(Attempt attempt, Bearer bearer) {
        JobSighting shown = new JobSighting(JOB, "uid", true, Progress.RUNNING, null, bearer);
        return Look.at(attempt, Optional.of(shown)).kind();
    }

    @Test
    void oursWithTheAttemptsTokenIsSeen() {
        assertThat(look(attempt(TOKEN), Bearer.of(TOKEN))).isEqualTo(Look.Kind.SEEN);
    }

    @Test
    void oursWithoutATokenIsOfAnEarlierVersionAndSeen() {
        assertThat(look(attempt(TOKEN), Bearer.of(null))).isEqualTo(Look.Kind.SEEN);
    }

    @Test
    void oursWithAnotherTokenIsALateCopyAndNotSeen() {
        assertThat(look(attempt(TOKEN), Bearer.of(new Token("earlier")))).isEqualTo(Look.Kind.ABSENT);
    }

    @Test
    void whatAnotherDruidMadeIsNotSeenAlsoWhereItHasOurTasksId() {
        assertThat(look(attempt(TOKEN), Bearer.foreign(null))).isEqualTo(Look.Kind.ABSENT);
        assertThat(look(attempt(TOKEN), Bearer.foreign("task"))).isEqualTo(Look.Kind.ABSENT);
    }

    @Test
    void anAdoptedAttemptsJobSaysItsTask() {
        assertThat(look(attempt(Token.NONE), Bearer.foreign("task"))).isEqualTo(Look.Kind.SEEN);
        assertThat(look(attempt(Token.NONE), Bearer.foreign("other"))).isEqualTo(Look.Kind.ABSENT);
        assertThat(look(attempt(Token.NONE), Bearer.foreign(null))).isEqualTo(Look.Kind.ABSENT);
    }
}
