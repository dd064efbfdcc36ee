package io.henge.core.decide;

import static io.henge.core.decide.OneOnEast.EAST;
import static io.henge.core.decide.OneOnEast.NOW;
import static io.henge.core.decide.OneOnEast.PLACED;
import static io.henge.core.decide.OneOnEast.TRAITS;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import io.henge.core.placement.Asked;
import io.henge.core.placement.Kin;
import io.henge.core.placement.Needs;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What attempts hold of a cluster's room, and where that is known from. */
class OccupancyTest {
    private static final Resources USUAL = Resources.of(1_000, 4_000);
    private static final Resources ON_EAST = Resources.of(2_000, 3_000);
    private static final Needs NEEDS = new Needs(USUAL, new TreeMap<>(Map.of(EAST, ON_EAST)));

    private static AttemptView waiting() {
        return AttemptView.accepted(PLACED.id(), TRAITS, NOW).asking(Asked.NOTHING.needing(NEEDS));
    }

    @Test
    void whatATaskNeedsIsHeldFromWhenItsIntentIsBeingWritten() {
        assertThat(waiting().held()).isEqualTo(Resources.NONE);
        assertThat(waiting().placing(EAST).held()).isEqualTo(ON_EAST);
        assertThat(waiting().placing(new ClusterName("west")).held()).isEqualTo(USUAL);
    }

    @Test
    void whatTheRowSaysCountsMoreThanWhatIsKnownNow() {
        AttemptView placed = waiting().withAttempt(PLACED.withNeeds(USUAL));
        assertThat(placed.held()).isEqualTo(USUAL);
        assertThat(waiting().withAttempt(PLACED).held())
                .as("a row without a word")
                .isEqualTo(ON_EAST);
    }

    @Test
    void aNewLeaderKnowsItFromTheRowAlone() {
        AttemptView restored = AttemptView.restored(PLACED.withNeeds(USUAL), NOW);
        assertThat(restored.held()).isEqualTo(USUAL);
        assertThat(AttemptView.next(restored, NOW).needs()).isEqualTo(Needs.everywhere(USUAL));
        assertThat(AttemptView.restored(PLACED, NOW).held()).isEqualTo(Resources.NONE);
    }

    @Test
    void whereATaskMayGoNextItsRowDoesNotSayAndUntilItIsToldItIsNotPlaced() {
        AttemptView restored = AttemptView.restored(PLACED.withNeeds(USUAL), NOW);
        AttemptView next = AttemptView.next(restored, NOW);
        assertThat(next.isWaiting()).isFalse();
        assertThat(next.asking(Asked.NOTHING).isWaiting()).isTrue();
        assertThat(AttemptView.next(restored.asking(Asked.NOTHING), NOW).isWaiting())
                .isTrue();
    }

    @Test
    void whereNothingIsKnownAnyMoreWhatWasKnownStands() {
        assertThat(waiting().asking(Asked.NOTHING).needs()).isEqualTo(NEEDS);
    }

    @Test
    void aSumComesBackToNothing() {
        AttemptView one = waiting().placing(EAST);
        AttemptView other = AttemptView.restored(PLACED.withNeeds(USUAL), NOW);
        Occupancy both = Occupancy.NONE.plus(one).plus(other);
        assertThat(both.held()).isEqualTo(USUAL.plus(ON_EAST));
        assertThat(both.minus(one).held()).isEqualTo(USUAL);
        assertThat(both.minus(one).minus(other)).isEqualTo(Occupancy.NONE);
    }

    @Test
    void whatStandsInForTheSameIsCountedBesideItsGroup() {
        Kin replicas = new Kin(Kin.replicas("kafka-0"), Kin.Bond.APART);
        AttemptView replica =
                waiting().asking(new Asked(NEEDS, null, List.of(), replicas)).placing(EAST);
        Occupancy one = Occupancy.NONE.plus(replica);
        assertThat(one.groups()).containsEntry(TRAITS.groupId(), 1).containsEntry(replicas.group(), 1);
        assertThat(one.minus(replica)).isEqualTo(Occupancy.NONE);
    }
}
