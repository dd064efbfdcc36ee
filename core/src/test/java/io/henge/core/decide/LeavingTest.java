package io.henge.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.decide.Leaving.How;
import io.henge.core.ledger.ClusterRecord.Declaration;
import io.henge.core.ledger.ClusterRecord.Drain;
import io.henge.core.placement.Asked;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeavingTest {
    private static final Instant SAID = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = SAID.plusSeconds(60);

    private static AttemptView placed(String type) {
        Attempt row = OneOnEast.PLACED;
        return AttemptView.accepted(row.id(), new TaskTraits(type, "flights", "group", 0), SAID)
                .withAttempt(row);
    }

    private static How how(AttemptView view, @Nullable Instant until) {
        return Leaving.of(view, until, Policies.DEFAULT).how();
    }

    @ParameterizedTest
    @CsvSource({
        "index, WAIT, RELAUNCH",
        "index_parallel, WAIT, RELAUNCH",
        "compact, WAIT, RELAUNCH",
        "some_of_tomorrow, WAIT, RELAUNCH",
        "single_phase_sub_task, WAIT, WAIT",
        "query_controller, WAIT, WAIT",
        "query_worker, WAIT, WAIT",
        "index_kafka, HAND_OVER, HAND_OVER",
        "index_kinesis, HAND_OVER, HAND_OVER",
        "kill, STAY, STAY",
        "move, STAY, STAY",
        "archive, STAY, STAY",
        "restore, STAY, STAY"
    })
    void howAnAttemptLeavesFollowsFromItsTypeAndTheDeadline(String type, How without, How with) {
        assertThat(how(placed(type), null)).isEqualTo(without);
        assertThat(how(placed(type), UNTIL)).isEqualTo(with);
    }

    @Test
    void nothingIsTakenAwayBeforeItIsKnownWhereItMayGo() {
        Drain overdue = new Drain(new Declaration("anna", "new disks", SAID), SAID, 1);
        AttemptView restored = AttemptView.restored(OneOnEast.PLACED, SAID);
        assertThat(Leaving.isOverdue(restored, overdue, Policies.DEFAULT, UNTIL))
                .isFalse();
        assertThat(Leaving.isOverdue(restored.asking(Asked.NOTHING), overdue, Policies.DEFAULT, UNTIL))
                .isTrue();
    }

    @Test
    void whereNoTaskCanBeRelaunchedEachIsWaitedFor() {
        Leaving leaving = Leaving.of(placed("index"), UNTIL, Policies.DEFAULT.withOwnStorageRoots(false));
        assertThat(leaving.how()).isEqualTo(How.WAIT);
        assertThat(leaving.why()).contains("would fail");
    }

    @Test
    void whatIsOverIsWaitedFor() {
        AttemptView view = placed("kill");
        assertThat(how(view.withAttempt(OneOnEast.PLACED.ended(Outcome.failure("no"), SAID)), UNTIL))
                .isEqualTo(How.WAIT);
    }

    @Test
    void whetherASupervisorHandsItOverIsSaid() {
        AttemptView view = placed("index_kafka");
        AttemptView refused = view.answeredForHandover(false, SAID);
        assertThat(Leaving.of(refused, null, Policies.DEFAULT))
                .returns(How.WAIT, Leaving::how)
                .satisfies(leaving -> assertThat(leaving.why()).contains("asked again"));
        AttemptView taken = refused.answeredForHandover(true, SAID);
        assertThat(Leaving.of(taken, null, Policies.DEFAULT))
                .returns(How.HAND_OVER, Leaving::how)
                .satisfies(leaving -> assertThat(leaving.why()).contains("hands it over"))
                .isEqualTo(Leaving.of(taken.answeredForHandover(false, SAID), null, Policies.DEFAULT));
    }

    @Test
    void aSupervisorIsAskedAgainSoonAfterANoAndMuchLaterAfterAYes() {
        AttemptView placed = placed("index_kafka");
        assertThat(Leaving.isToBeHandedOver(placed, SAID)).as("not running yet").isFalse();
        AttemptView runs =
                placed.withAttempt(OneOnEast.PLACED.withLocation(new Location("127.0.0.1", 8100, -1, "pod"), SAID));
        assertThat(Leaving.isToBeHandedOver(runs, SAID)).isTrue();
        AttemptView asked = runs.askedForHandover(SAID);
        assertThat(Leaving.isToBeHandedOver(asked, SAID.plusSeconds(59))).isFalse();
        AttemptView refused = asked.answeredForHandover(false, SAID);
        assertThat(Leaving.isToBeHandedOver(refused, SAID.plusSeconds(9))).isFalse();
        assertThat(Leaving.isToBeHandedOver(refused, SAID.plusSeconds(10))).isTrue();
        AttemptView taken = asked.answeredForHandover(true, SAID);
        assertThat(Leaving.isToBeHandedOver(taken, SAID.plusSeconds(299))).isFalse();
        assertThat(Leaving.isToBeHandedOver(taken, SAID.plusSeconds(300))).isTrue();
    }

    @Test
    void onlyAfterTheDeadlineAndOnceIsAnAttemptOverdue() {
        Drain drain = new Drain(new Declaration("anna", "new disks", SAID), UNTIL, 1);
        Drain endless = new Drain(drain.word(), null, 1);
        AttemptView view = placed("index");
        assertThat(isOverdue(view, drain, UNTIL.minusMillis(1))).isFalse();
        assertThat(isOverdue(view, drain, UNTIL)).isTrue();
        assertThat(isOverdue(view, endless, UNTIL)).isFalse();
        assertThat(isOverdue(view.released(), drain, UNTIL)).isFalse();
        assertThat(isOverdue(view.told(Withdrawal.drained("gone", "anna")), drain, UNTIL))
                .isFalse();
        assertThat(isOverdue(placed("kill"), drain, UNTIL)).isFalse();
    }

    private static boolean isOverdue(AttemptView view, Drain drain, Instant now) {
        return Leaving.isOverdue(view, drain, Policies.DEFAULT, now);
    }

    @Test
    void theEstimateGoesByWhatHasGoneSoFar() {
        Drain drain = new Drain(new Declaration("anna", "new disks", SAID), null, 10);
        Instant now = SAID.plus(Duration.ofMinutes(6));
        assertThat(drain.estimate(10, now)).isEmpty();
        assertThat(drain.estimate(4, now)).hasValue(now.plus(Duration.ofMinutes(4)));
        assertThat(drain.estimate(12, now)).isEmpty();
        assertThat(drain.estimate(4, SAID.minusSeconds(1))).isEmpty();
    }
}
