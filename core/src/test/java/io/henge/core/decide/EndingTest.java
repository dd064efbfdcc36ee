package io.henge.core.decide;

import static io.henge.core.decide.OneOnEast.EAST;
import static io.henge.core.decide.OneOnEast.NOW;
import static io.henge.core.decide.OneOnEast.PLACED;
import static io.henge.core.decide.OneOnEast.POLICIES;
import static io.henge.core.decide.OneOnEast.TRAITS;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.JobSighting.Bearer;
import io.henge.core.cluster.JobSighting.Progress;
import io.henge.core.cluster.JobSighting.SeenPod;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** In whose words a task fails whose pod ended without a status: what the pod told outlives it. */
class EndingTest {
    private static final Attempt LAUNCHED = PLACED.withJobUid("uid");

    private static final Look DRAINED = look(Progress.ended("drained"), "pod");
    private static final Look FAILED_WITHOUT_POD = look(Progress.ended("the pod is gone"), null);
    private static final Look UNCOUNTED = look(Progress.pending(null), null);
    private static final Look RUNS_AGAIN = look(Progress.RUNNING, "pod 2");

    private static Look look(Progress progress, @Nullable String pod) {
        return Look.seen(new JobSighting(
                LAUNCHED.address().job(),
                "uid",
                true,
                progress,
                pod == null ? null : new SeenPod(pod, null, null),
                Bearer.of(null)));
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
        Action.End end =
                (Action.End) NextStep.of(asked, fleet, POLICIES, NOW).action().orElseThrow();
        return Objects.requireNonNull(
                Objects.requireNonNull(end.attempt().outcome()).message());
    }

    private static FleetSnapshot fleet(Look look) {
        return OneOnEast.fleet(Known.well(EAST), look);
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
