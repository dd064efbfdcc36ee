package io.henge.core.decide;

import static io.henge.core.decide.OneOnEast.EAST;
import static io.henge.core.decide.OneOnEast.NOW;
import static io.henge.core.decide.OneOnEast.PLACED;
import static io.henge.core.decide.OneOnEast.TRAITS;
import static io.henge.core.decide.OneOnEast.fleet;
import static io.henge.core.decide.OneOnEast.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is done about an attempt while nobody knows what its cluster holds. */
class UnlistedTest {
    private static final AttemptView INTENT =
            AttemptView.accepted(PLACED.id(), TRAITS, NOW).withAttempt(PLACED);

    private static List<Action> actions(AttemptView view, ClusterFacts facts) {
        return plan(view, fleet(facts, Look.UNREADABLE), NOW.plusSeconds(3_600)).actions();
    }

    @Test
    void aJobThatNobodyCanHaveAskedForIsAskedFor() {
        assertThat(actions(INTENT, Known.answering(EAST))).containsExactly(new Action.Launch(PLACED));
    }

    @Test
    void aJobThatMayBeThereIsNot() {
        Attempt launched = PLACED.withJobUid("uid");
        AttemptView asked = INTENT.with(Mark.LAUNCH_SENT);
        for (AttemptView view : List.of(
                asked,
                asked.failed("no answer", NOW),
                AttemptView.restored(PLACED, NOW),
                AttemptView.restored(launched, NOW),
                INTENT.withAttempt(launched),
                INTENT.with(Mark.SIGHTED))) {
            assertThat(actions(view, Known.answering(EAST))).isEmpty();
        }
    }

    @Test
    void nothingIsAskedOfAClusterThatHasNotSaidWhichOneItIs() {
        assertThat(actions(INTENT, Known.watched(EAST, false, null))).isEmpty();
    }

    @Test
    void norIsOneThatAClusterShowsAndThatCannotBeRead() {
        assertThat(actions(INTENT, Known.well(EAST))).isEmpty();
    }
}
