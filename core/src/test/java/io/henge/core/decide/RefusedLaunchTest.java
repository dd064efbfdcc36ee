package io.henge.core.decide;

import static io.henge.core.decide.OneOnEast.EAST;
import static io.henge.core.decide.OneOnEast.NOW;
import static io.henge.core.decide.OneOnEast.PLACED;
import static io.henge.core.decide.OneOnEast.TRAITS;
import static io.henge.core.decide.OneOnEast.fleet;
import static io.henge.core.decide.OneOnEast.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.LaunchResult;
import io.henge.core.placement.Setback;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What becomes of an attempt whose Job its cluster has not made, or not under that name. */
class RefusedLaunchTest {
    @Test
    void whatAClusterCertainlyHasNotMadeIsTakenBack() {
        ApiFailure refused = new ApiFailure(ApiFailure.Kind.FORBIDDEN, "401: who are you?");
        AttemptView sent = AttemptView.accepted(PLACED.id(), TRAITS, NOW)
                .withAttempt(PLACED)
                .with(Mark.LAUNCH_SENT)
                .begun(Step.LAUNCH);
        AttemptView after = Results.launched(sent, PLACED, new LaunchResult.NotLaunched(refused), NOW);
        assertThat(plan(after, fleet(Known.watched(EAST, false, null), Look.UNREADABLE), NOW)
                        .actions())
                .containsExactly(new Action.TakeBack(PLACED, "cluster[east] has not taken it: 401: who are you?"));
        AttemptView back = after.takenBack(EAST, "not taken", NOW);
        assertThat(back.isWaiting()).isTrue();
        assertThat(back.preference().setbacks()).containsOnly(Map.entry(EAST, new Setback(Setback.Kind.REFUSED, NOW)));
        assertThat(back.preference().wasTakenFrom(EAST)).isFalse();
    }

    /** Its cluster may be found lost, or full, before the refusal is heard of. */
    @Test
    void whatIsTakenBackWaitsWhateverWasSaidOfItOnItsClusterUnlessItsParentIsGone() {
        AttemptView sent = AttemptView.accepted(PLACED.id(), TRAITS, NOW).withAttempt(PLACED);
        List.of(
                        Withdrawal.lost("it is lost", new TreeMap<>()),
                        Withdrawal.forRoom("it is full"),
                        Withdrawal.stuck("no image"),
                        Withdrawal.unwell("its node is lost"),
                        Withdrawal.lapsed("it stopped"),
                        Withdrawal.moved("by hand", null, "ops", 1))
                .forEach(word -> assertThat(sent.told(word)
                                .takenBack(EAST, "not taken", NOW)
                                .isWaiting())
                        .as(word.why())
                        .isTrue());
        AttemptView orphan = sent.told(Withdrawal.following("its parent is gone"));
        assertThat(orphan.takenBack(EAST, "not taken", NOW).isWaiting()).isFalse();
    }

    @Test
    void whatAClusterMayHaveMadeStaysThere() {
        ApiFailure refused = new ApiFailure(ApiFailure.Kind.FORBIDDEN, "401: who are you?");
        ApiFailure unknown = new ApiFailure(ApiFailure.Kind.OUTCOME_UNKNOWN, "no answer");
        AttemptView sent = AttemptView.accepted(PLACED.id(), TRAITS, NOW)
                .withAttempt(PLACED)
                .with(Mark.LAUNCH_SENT);
        AttemptView unsure = Results.launched(sent, PLACED, new LaunchResult.NotLaunched(unknown), NOW);
        AttemptView later = Results.launched(unsure, PLACED, new LaunchResult.NotLaunched(refused), NOW);
        AttemptView restored = Results.launched(
                AttemptView.restored(PLACED, NOW).with(Mark.LAUNCH_SENT),
                PLACED,
                new LaunchResult.NotLaunched(refused),
                NOW);
        for (AttemptView view : List.of(unsure, later, restored)) {
            assertThat(plan(view, fleet(Known.well(EAST), Look.ABSENT), NOW.plusSeconds(60))
                            .actions())
                    .containsExactly(new Action.Launch(PLACED));
        }
    }

    @Test
    void aNameThatIsAnothersIsExchangedAFewTimes() {
        ApiFailure taken = new ApiFailure(ApiFailure.Kind.CONFLICT, "it is not this attempt's");
        AttemptView view = AttemptView.accepted(PLACED.id(), TRAITS, NOW)
                .withAttempt(PLACED)
                .with(Mark.LAUNCH_SENT);
        for (int names = 1; names <= 5; names++) {
            view = Results.launched(view, PLACED, new LaunchResult.NotLaunched(taken), NOW);
            assertThat(plan(view, fleet(Known.well(EAST), Look.ABSENT), NOW).actions())
                    .containsExactly(new Action.Rename(PLACED, names));
        }
        view = Results.launched(view, PLACED, new LaunchResult.NotLaunched(taken), NOW);
        assertThat(plan(view, fleet(Known.well(EAST), Look.ABSENT), NOW).actions())
                .singleElement()
                .isInstanceOf(Action.End.class);
    }
}
