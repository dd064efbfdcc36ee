package io.henge.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.JobSighting.Bearer;
import io.henge.core.cluster.JobSighting.Progress;
import io.henge.core.cluster.JobSighting.Remedy;
import io.henge.core.cluster.JobSighting.SeenPod;
import io.henge.core.cluster.JobSighting.StartTrouble;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which time counts as the time that a pod takes to start, and what is asked meanwhile. */
class StartTimeTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Policies POLICIES = Policies.DEFAULT;
    private static final Instant MUCH_LATER =
            NOW.plus(POLICIES.starting().launchTimeout()).plusSeconds(10_000);
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
    private static final JobSighting SUSPENDED = pending(Remedy.RELEASE);
    private static final JobSighting SILENT = pending(Remedy.UNKNOWN);

    private static JobSighting pending(Remedy remedy) {
        StartTrouble why = new StartTrouble("It waits", remedy);
        return new JobSighting(
                JOB, "uid", true, Progress.pending(why), new SeenPod("pod", null, null), Bearer.of(null));
    }

    private static AttemptView task(Attempt attempt) {
        return AttemptView.accepted(attempt.id(), TRAITS, NOW)
                .withAttempt(attempt)
                .launched(NOW);
    }

    private static Clue nothingSaid(Instant readAt) {
        return new Clue(List.of(), readAt);
    }

    private static NextStep next(AttemptView task, JobSighting seen, Instant now) {
        FleetSnapshot fleet =
                new FleetSnapshot(new TreeMap<>(Map.of(EAST, Known.well(EAST))), Map.of(task.id(), Look.seen(seen)));
        return NextStep.of(task, fleet, POLICIES, now);
    }

    @Test
    void noTimeCountsWhileAJobIsSuspended() {
        assertThat(next(task(LAUNCHED), SUSPENDED, MUCH_LATER).action()).isEmpty();
        AttemptView lifted = task(LAUNCHED).sighted(SUSPENDED, MUCH_LATER).sighted(SILENT, MUCH_LATER);
        assertThat(next(lifted.withClue(nothingSaid(MUCH_LATER)), SILENT, MUCH_LATER)
                        .action())
                .isEmpty();
        Instant late = MUCH_LATER.plus(POLICIES.starting().launchTimeout());
        assertThat(next(lifted.withClue(nothingSaid(late)), SILENT, late).action())
                .containsInstanceOf(Action.End.class);
    }

    @Test
    void aPodThatHasRunBeforeItsJobWasSuspendedHasHadItsTimeToStart() {
        AttemptView ran = task(LAUNCHED.withLocation(new Location("127.0.0.9", 8100, -1, "pod"), NOW));
        assertThat(next(ran.withClue(nothingSaid(MUCH_LATER)), SILENT, MUCH_LATER)
                        .action())
                .isEmpty();
    }

    @Test
    void theEventsOfAPodThatSaysNothingAreReadAllTheSame() {
        assertThat(next(task(LAUNCHED), SILENT, NOW.plusSeconds(10)).action())
                .contains(new Action.ReadEvents(LAUNCHED));
    }
}
