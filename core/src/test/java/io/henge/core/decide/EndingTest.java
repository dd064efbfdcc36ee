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
import io.henge.core.cluster.JobSighting.SeenPod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** In whose words a task fails whose pod ended without a status: what the pod told outlives it. */
class EndingTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ClusterName EAST = new ClusterName("east");
    private static final JobName JOB = new JobName("job");
    private static final TaskTraits TRAITS = new TaskTraits("index", "flights", "group", 50);
    private static final Attempt LAUNCHED = Attempt.placed(
                    AttemptId.first(new TaskId("task")),
                    new JobAddress(EAST, "henge", JOB),
                    new Token("t"),
                    TRAITS,
                    1,
                    NOW)
            .withJobUid("uid");

    private static final Look DRAINED = look(Progress.ended("drained"), "pod");
    private static final Look FAILED_WITHOUT_POD = look(Progress.ended("the pod is gone"), null);
    private static final Look UNCOUNTED = look(Progress.pending(null), null);
    private static final Look RUNS_AGAIN = look(Progress.RUNNING, "pod 2");

    private static Look look(Progress progress, @Nullable String pod) {
        return Look.seen(new JobSighting(
                JOB, "uid", true, progress, pod == null ? null : new SeenPod(pod, null, null), Bearer.of(null)));
    }

    /** The message of a task that was seen so, one after the other, and then found to have left no status. */
    private static String messageAfter(Look... looks) {
        AttemptView task = AttemptView.accepted(LAUNCHED.id(), TRAITS, NOW).withAttempt(LAUNCHED);
        FleetSnapshot fleet = fleet(Look.ABSENT);
        for (Look look : looks) {
            fleet = fleet(look);
            task = Observation.of(task, fleet, NOW);
        }
        AttemptView asked = task.with(Mark.STATUS_ABSENT).withClue(new Clue(List.of(), NOW));
        Action.End end = (Action.End)
                NextStep.of(asked, fleet, Policies.DEFAULT, NOW).action().orElseThrow();
        return Objects.requireNonNull(
                Objects.requireNonNull(end.attempt().outcome()).message());
    }

    private static FleetSnapshot fleet(Look look) {
        return new FleetSnapshot(new TreeMap<>(Map.of(EAST, Known.well(EAST))), Map.of(LAUNCHED.id(), look));
    }

    @Test
    void theWordsOfThePodOutliveIt() {
        assertThat(messageAfter(DRAINED)).isEqualTo("drained");
        assertThat(messageAfter(DRAINED, FAILED_WITHOUT_POD)).isEqualTo("drained");
        assertThat(messageAfter(DRAINED, UNCOUNTED, FAILED_WITHOUT_POD)).isEqualTo("drained");
    }

    @Test
    void theyOutliveTheJobToo() {
        assertThat(messageAfter(DRAINED, Look.ABSENT)).isEqualTo("drained");
        assertThat(messageAfter(RUNS_AGAIN, Look.ABSENT)).contains("is gone, and its task left no status");
    }

    @Test
    void thoseOfAnEarlierPodDoNotCountForALaterOne() {
        assertThat(messageAfter(DRAINED, RUNS_AGAIN, FAILED_WITHOUT_POD)).isEqualTo("the pod is gone");
        assertThat(messageAfter(DRAINED, look(Progress.ended("killed"), "pod 2")))
                .isEqualTo("killed");
    }
}
