package io.henge.core.decide;

import static io.henge.core.decide.OneOnEast.EAST;
import static io.henge.core.decide.OneOnEast.NOW;
import static io.henge.core.decide.OneOnEast.PLACED;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Outcome;
import java.util.Map;
import java.util.TreeMap;
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

    @Test
    void whereNobodyLooksAnyMoreAKilledAttemptHoldsNone() {
        AttemptView killed = view(PLACED.cutShort(OUTCOME, NOW));
        FleetSnapshot registered = OneOnEast.fleet(Known.well(EAST), Look.UNREADABLE);
        AttemptView seen = Observation.of(killed, registered, NOW);
        assertThat(seen.place()).as("its cluster does not answer").contains(EAST);
        FleetSnapshot without = new FleetSnapshot(new TreeMap<>(), Map.of());
        AttemptView unseen = Observation.of(seen, without, NOW);
        assertThat(unseen.place()).as("its cluster is not configured").isEmpty();
        assertThat(Observation.of(unseen, registered, NOW).place())
                .as("it is again")
                .contains(EAST);
        FleetSnapshot elsewhere = OneOnEast.fleet(Known.inNamespace(EAST, "another"), Look.UNREADABLE);
        assertThat(Observation.of(killed, elsewhere, NOW).place())
                .as("its namespace is not")
                .isEmpty();
    }

    @Test
    void whatNobodyCanSeeAnyMoreIsNotOnItsWay() {
        AttemptView placed = view(PLACED);
        assertThat(placed.isOnItsWay()).isTrue();
        FleetSnapshot elsewhere = OneOnEast.fleet(Known.inNamespace(EAST, "another"), Look.UNREADABLE);
        assertThat(Observation.of(placed, elsewhere, NOW).isOnItsWay()).isFalse();
    }
}
