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
import io.henge.core.cluster.ClusterEvent;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.JobSighting.Phase;
import io.henge.core.cluster.JobSighting.Progress;
import io.henge.core.cluster.JobSighting.Remedy;
import io.henge.core.cluster.JobSighting.StartTrouble;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.Clue;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.Known;
import io.henge.core.decide.Look;
import io.henge.core.decide.Policies;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a task that waits for its pod is said to wait for. */
class AttemptReportTest {
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
    private static final AttemptView TOLD = AttemptView.accepted(LAUNCHED.id(), TRAITS, NOW)
            .withAttempt(LAUNCHED)
            .withClue(new Clue(List.of(new ClusterEvent("FailedCreate", "exceeded quota")), NOW));

    private static @Nullable String why(AttemptView task, Phase phase, @Nullable StartTrouble trouble) {
        return report(task, phase, trouble).progress().why();
    }

    private static AttemptReport report(AttemptView task, Phase phase, @Nullable StartTrouble trouble) {
        JobSighting seen = new JobSighting(
                JOB, "uid", true, new Progress(phase, trouble, null), null, JobSighting.Bearer.of(LAUNCHED.token()));
        FleetSnapshot fleet = new FleetSnapshot(
                new TreeMap<>(Map.of(EAST, Known.well(EAST))), Map.of(LAUNCHED.id(), Look.seen(seen)));
        return AttemptReport.of(task, fleet, Policies.DEFAULT, null, NOW);
    }

    @Test
    void theEventsOfAJobWithoutAPodAreTold() {
        assertThat(why(TOLD, Phase.PENDING, null)).isEqualTo("FailedCreate: exceeded quota");
    }

    @Test
    void whatThePodItselfSaysNowIsToldFirst() {
        assertThat(why(TOLD, Phase.PENDING, new StartTrouble("0/1 nodes", Remedy.TIME)))
                .isEqualTo("0/1 nodes");
    }

    @Test
    void whereNothingIsSaidThatIsToldLast() {
        StartTrouble silence = new StartTrouble("Pod[x] is pending; nothing is said", Remedy.UNKNOWN);
        assertThat(why(TOLD, Phase.PENDING, silence)).isEqualTo("FailedCreate: exceeded quota");
        AttemptView untold = AttemptView.accepted(LAUNCHED.id(), TRAITS, NOW).withAttempt(LAUNCHED);
        assertThat(why(untold, Phase.PENDING, silence)).isEqualTo(silence.message());
    }

    @Test
    void aSuspendedJobIsAStateOfItsOwnAndStillPendingForDruid() {
        AttemptReport report = report(TOLD, Phase.PENDING, new StartTrouble("suspended by hand", Remedy.RELEASE));
        assertThat(report.state()).isEqualTo(AttemptReport.State.SUSPENDED);
        assertThat(report.progress().why()).isEqualTo("suspended by hand");
        assertThat(report.isPending()).isTrue();
    }

    @Test
    void aFailureOfALaterStepIsToldFirst() {
        assertThat(why(TOLD.failed("no answer", NOW), Phase.PENDING, null)).isEqualTo("no answer");
    }

    @Test
    void oldEventsOfAPodThatRunsAreNotTold() {
        assertThat(why(TOLD, Phase.RUNNING, null)).isNull();
    }

    @Test
    void aTaskInLimboSaysWhyInTheWordsOfItsCluster() {
        FleetSnapshot fleet = new FleetSnapshot(
                new TreeMap<>(Map.of(EAST, Known.watched(EAST, false, null))), Map.of(LAUNCHED.id(), Look.UNREADABLE));
        AttemptView view = AttemptView.accepted(LAUNCHED.id(), TRAITS, NOW).withAttempt(LAUNCHED);
        AttemptReport report = AttemptReport.of(view, fleet, Policies.DEFAULT, null, NOW);
        assertThat(report.state()).isEqualTo(AttemptReport.State.LIMBO);
        assertThat(report.progress().why()).isEqualTo("It has not been listed yet");
    }
}
