package io.henge.core.decide;

import static io.henge.core.decide.OneOnEast.EAST;
import static io.henge.core.decide.OneOnEast.NOW;
import static io.henge.core.decide.OneOnEast.PLACED;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Outcome;
import org.junit.jupiter.api.Test;

/** For how long an attempt holds its place. */
class PlaceTest {
    private static final Outcome OUTCOME = Outcome.failure("It was shut down");

    private static AttemptView view(Attempt row) {
        return AttemptView.restored(row, NOW);
    }

    @Test
    void anAttemptThatIsPlacedHoldsOneAndOneThatHasEndedHoldsNone() {
        assertThat(view(PLACED).place()).contains(EAST);
        assertThat(view(PLACED.ended(OUTCOME, NOW)).place()).isEmpty();
    }

    @Test
    void anAttemptThatWasCutShortHoldsItsPlaceUntilNothingOfItIsThere() {
        AttemptView killed = view(PLACED.cutShort(OUTCOME, NOW));
        assertThat(killed.place()).contains(EAST);
        assertThat(killed.with(Mark.PURGED).place()).isEmpty();
    }
}
