package io.henge.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import io.henge.core.placement.Choices;
import io.henge.core.placement.ClusterLimits;
import io.henge.core.placement.ClusterProfile;
import io.henge.core.placement.Offer;
import io.henge.core.placement.Option;
import java.time.Instant;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pcollections.HashTreePMap;

/** What Druid is told of places. */
class SlotsTest {
    private static final ClusterName EAST = new ClusterName("east");
    private static final ClusterName WEST = new ClusterName("west");
    private static final int ANY = Integer.MAX_VALUE;

    private final TreeMap<ClusterName, Option> clusters = new TreeMap<>();

    private SlotsTest with(ClusterName name, int capacity, int held, boolean allowed, @Nullable String closed) {
        ClusterProfile profile = ClusterProfile.limited(new ClusterLimits(capacity, 1));
        Option.Taken taken = new Option.Taken(held, 64, Resources.NONE, HashTreePMap.empty(), null);
        clusters.put(name, new Option(name, profile, allowed, closed, taken, Offer.UNKNOWN, null));
        return this;
    }

    private Slots slots(long held, int capacity, ClusterName... troubled) {
        return Slots.of(new Choices(Instant.EPOCH, clusters, held, capacity, null), Set.of(troubled));
    }

    @Test
    void allThatMayBeUsedIsThereAndWhatIsNotUsedIsIdle() {
        with(EAST, 3, 1, true, null).with(WEST, 5, 0, true, null);
        assertThat(slots(1, ANY)).isEqualTo(new Slots(8, 1, 7, 0, 0));
    }

    @Test
    void theCapacityOverAllClustersBoundsThemAlsoWhereMoreIsHeld() {
        with(EAST, 3, 2, true, null).with(WEST, ANY, 2, true, null);
        assertThat(slots(4, 6)).isEqualTo(new Slots(6, 4, 2, 0, 0));
        assertThat(slots(4, 3)).isEqualTo(new Slots(3, 3, 0, 0, 0));
        assertThat(slots(4, ANY)).isEqualTo(new Slots(ANY, 4, ANY - 4, 0, 0));
    }

    @Test
    void aClusterThatTakesNothingNewByPeoplesWordCountsForWhatItStillHas() {
        with(EAST, 3, 2, false, "is cordoned").with(WEST, 5, 1, true, null);
        assertThat(slots(3, ANY)).isEqualTo(new Slots(7, 3, 4, 2, 0));
        with(EAST, 3, 0, false, "is being drained");
        assertThat(slots(1, ANY)).isEqualTo(new Slots(5, 1, 4, 0, 0));
    }

    @Test
    void aClusterInTroubleStaysInTheSumAndIsNotIdle() {
        with(EAST, 3, 2, true, "cannot be watched: refused").with(WEST, 5, 1, true, null);
        assertThat(slots(3, ANY, EAST)).isEqualTo(new Slots(8, 3, 4, 0, 3));
        assertThat(slots(3, ANY, EAST, WEST))
                .as("west only should be looked after")
                .isEqualTo(slots(3, ANY, EAST));
        with(EAST, 3, 2, true, "has not been seen yet");
        assertThat(slots(3, ANY)).as("that is no trouble").isEqualTo(new Slots(8, 3, 4, 0, 0));
    }

    @Test
    void whatHoldsMoreThanItMayIsNeverLessThanNothingIdle() {
        with(EAST, 3, 5, true, null).with(WEST, 2, 0, true, null);
        assertThat(slots(5, ANY)).isEqualTo(new Slots(7, 5, 2, 0, 0));
    }

    @Test
    void whatIsHeldOnClustersThatAreNotRegisteredAnyMoreCounts() {
        with(EAST, 3, 1, true, null);
        assertThat(slots(4, ANY)).isEqualTo(new Slots(6, 4, 2, 0, 0));
    }

    @Test
    void nothingIsIdleWhilePlacementIsPaused() {
        with(EAST, 3, 1, true, null);
        assertThat(Slots.of(new Choices(Instant.EPOCH, clusters, 1, ANY, "Placement is paused"), Set.of()))
                .isEqualTo(new Slots(3, 1, 0, 0, 0));
    }

    @Test
    void beforeAClusterIsKnownAllIsIdle() {
        assertThat(LoopSnapshot.EMPTY.slots(Slots.unused(9))).isEqualTo(new Slots(9, 0, 9, 0, 0));
    }
}
