package io.henge.core.decide;

import static io.henge.core.decide.OneOnEast.EAST;
import static io.henge.core.decide.OneOnEast.NOW;
import static io.henge.core.decide.OneOnEast.PLACED;
import static io.henge.core.decide.OneOnEast.POLICIES;
import static io.henge.core.decide.OneOnEast.TRAITS;
import static io.henge.core.decide.OneOnEast.fleet;
import static io.henge.core.decide.OneOnEast.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a decision may conclude, and what it does not take with it when it fails. */
class AloneTest {
    @Test
    void nothingIsConcludedFromAJobThatWasNotAskedAbout() {
        FleetSnapshot silent = new FleetSnapshot(new TreeMap<>(Map.of(EAST, Known.well(EAST))), Map.of());
        AttemptView running = AttemptView.accepted(PLACED.id(), TRAITS, NOW)
                .withAttempt(PLACED)
                .with(Mark.SIGHTED);
        assertThat(silent.look(PLACED)).isEqualTo(Look.NOT_ASKED);
        assertThat(plan(running, silent, NOW).actions()).isEmpty();
        assertThat(Observation.of(
                                AttemptView.accepted(PLACED.id(), TRAITS, NOW)
                                        .withAttempt(PLACED.ended(Outcome.success(1), NOW))
                                        .with(Mark.SIGHTED),
                                silent,
                                NOW)
                        .has(Mark.PURGED))
                .isFalse();
        assertThat(plan(running, fleet(Known.well(EAST), Look.ABSENT), NOW).actions())
                .as("while one that is gone is")
                .containsExactly(new Action.ReadStatus(PLACED.id()));
    }

    @Test
    void aThoughtThatFailsIsLeftAndTheOthersGoOn() {
        AttemptView bad = AttemptView.accepted(PLACED.id(), TRAITS, NOW).withAttempt(PLACED);
        Attempt other = PlannerTest.placedOnEast("other");
        AttemptView good =
                AttemptView.accepted(other.id(), TRAITS, NOW).withAttempt(other).released();
        IllegalStateException fault = new IllegalStateException("on purpose");
        Planner planner = new Planner((view, fleet, policies, now) -> {
            if (view.id().equals(PLACED.id())) {
                throw fault;
            }
            return NextStep.of(view, fleet, policies, now);
        });
        Plan plan = planner.plan(
                Known.ledger(List.of(bad, good), 2, 0), fleet(Known.well(EAST), Look.ABSENT), POLICIES, NOW);
        assertThat(plan.actions()).singleElement().isInstanceOf(Action.End.class);
        assertThat(plan.faults()).containsExactly(new Fault(PLACED.id().toString(), fault));
        assertThat(plan.lookAgain()).containsOnlyKeys(PLACED.id());
    }
}
