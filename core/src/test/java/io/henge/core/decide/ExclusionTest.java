package io.henge.core.decide;

import static io.henge.core.decide.OneOnEast.EAST;
import static io.henge.core.decide.OneOnEast.NOW;
import static io.henge.core.decide.OneOnEast.PLACED;
import static io.henge.core.decide.OneOnEast.POLICIES;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Location;
import io.henge.core.attempt.NextWish;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.JobSighting.Bearer;
import io.henge.core.cluster.JobSighting.Progress;
import io.henge.core.cluster.JobSighting.SeenPod;
import io.henge.core.failover.FailoverPolicy;
import io.henge.core.failover.PurgeMode;
import io.henge.core.lease.LeaseWords;
import io.henge.core.lease.SeenLease;
import io.henge.core.placement.Asked;
import io.henge.core.placement.Needs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is done so that no two processes of a task run at once, while its cluster shows what is left of the first. */
class ExclusionTest {
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final FailoverPolicy DIRECTLY =
            new FailoverPolicy(null, PurgeMode.DIRECTLY, FailoverPolicy.Patience.USUAL, null, List.of());

    /** Fenced, its Job deleted; its pod stays, as on a node that is lost. */
    private static final AttemptView FENCED = AttemptView.accepted(
                    PLACED.id(), new TaskTraits("index", "flights", "group", 50), NOW)
            .asking(Asked.NOTHING.needing(Needs.NONE).failingOver(DIRECTLY))
            .withAttempt(PLACED.withJobUid("uid-1").fenced("its node is lost", NOW, new NextWish(null, "a")))
            .with(Mark.UNFOLLOWED)
            .with(Mark.DELETE_SENT)
            .doneAndHeldUntil(NOW.plusSeconds(40));

    private static final FleetSnapshot FLEET = new FleetSnapshot(
            new TreeMap<>(Map.of(EAST, Known.well(EAST))),
            Map.of(
                    PLACED.id(),
                    Look.seen(new JobSighting(
                            PLACED.address().job(),
                            "uid-1",
                            true,
                            Progress.RUNNING,
                            new SeenPod("p", new Location("10.0.0.1", 8100, -1, "p"), NOW),
                            Bearer.of(PLACED.token())))));

    private static List<Action> actionsFor(AttemptView view, Instant now) {
        return Planner.SOUND
                .plan(Known.ledger(List.of(view), 1, 0), FLEET, POLICIES, now)
                .actions();
    }

    @Test
    void aPodThatStaysIsNotWaitedForWhereItsPeonHoldsALease() {
        assertThat(actionsFor(FENCED, NOW)).containsExactly(new Action.ReadLease(PLACED.id()));
        AttemptView read = Results.leaseRead(FENCED, LEASE, NOW).doneAndHeldUntil(NOW.plusSeconds(40));
        assertThat(actionsFor(read, NOW)).containsExactly(new Action.Revoke(PLACED.id()));
        AttemptView revoked = Results.revoked(read, NOW).doneAndHeldUntil(NOW.plusSeconds(40));
        Instant stopped = NOW.plus(LeaseWords.lapse(LEASE));
        assertThat(actionsFor(revoked, stopped.minusMillis(1))).isEmpty();
        assertThat(actionsFor(revoked, stopped)).singleElement().isInstanceOf(Action.FollowUp.class);
    }

    @Test
    void withoutALeaseItIsWaitedForAndLookedAgain() {
        AttemptView read = FENCED.withLease(SeenLease.read(null, NOW));
        assertThat(actionsFor(read, NOW)).isEmpty();
        assertThat(actionsFor(read, NOW.plusSeconds(10))).containsExactly(new Action.ReadLease(PLACED.id()));
    }

    @Test
    void whatIsGoneIsRevokedWithoutAWaitForItsNextDeletion() {
        FleetSnapshot gone = new FleetSnapshot(FLEET.clusters(), Map.of(PLACED.id(), Look.ABSENT));
        AttemptView view = Observation.of(FENCED, gone, NOW);
        assertThat(view.has(Mark.PURGED)).isTrue();
        assertThat(Planner.SOUND
                        .plan(Known.ledger(List.of(view), 1, 0), gone, POLICIES, NOW)
                        .actions())
                .containsExactly(new Action.Revoke(PLACED.id()));
    }

    /** As a new leader knows it before Druid has handed the task over. */
    @Test
    void whatFollowsAPeonThatStoppedItselfWaitsForTheWordsOfItsTask() {
        AttemptView unread = AttemptView.accepted(PLACED.id(), PLACED.traits(), NOW)
                .withAttempt(PLACED)
                .with(Mark.LAPSED)
                .with(Mark.UNASKED);
        AttemptView waits = Results.statusRead(unread, Optional.empty(), POLICIES, NOW);
        assertThat(waits.withdrawal()).isNull();
        assertThat(waits.retry().trouble()).contains("has not been read yet");
        AttemptView read = waits.asking(Asked.NOTHING.failingOver(DIRECTLY));
        assertThat(Results.statusRead(read, Optional.empty(), POLICIES, NOW).withdrawal())
                .isNotNull();
    }

    /** An answer would end the wait for another one: both are asked for in one turn otherwise. */
    @Test
    void theQuestionAboutALeaseWaitsForAnotherStep() {
        AttemptView ends = AttemptView.accepted(PLACED.id(), PLACED.traits(), NOW)
                .asking(Asked.NOTHING.failingOver(DIRECTLY))
                .withAttempt(PLACED);
        assertThat(actionsOfLoss(ends)).containsExactly(new Action.ReadLease(PLACED.id()));
        assertThat(actionsOfLoss(ends.withReported(Outcome.success(1))))
                .singleElement()
                .isInstanceOf(Action.End.class);
    }

    private static List<Action> actionsOfLoss(AttemptView view) {
        LedgerSnapshot ledger = Known.ledger(List.of(view), 1, 0);
        Chores chores = new Chores(
                List.of(),
                Chores.Adoption.OVER,
                Optional.empty(),
                List.of(),
                List.of(new Chores.Loss(EAST, List.of(view), true)),
                List.of());
        return Planner.SOUND
                .plan(
                        new LedgerSnapshot(
                                ledger.attempts(),
                                ledger.families(),
                                ledger.waiting(),
                                ledger.held(),
                                chores,
                                ledger.draw(),
                                ledger.firstLookEnds()),
                        new FleetSnapshot(FLEET.clusters(), Map.of(PLACED.id(), Look.UNREADABLE)),
                        POLICIES,
                        NOW)
                .actions();
    }
}
