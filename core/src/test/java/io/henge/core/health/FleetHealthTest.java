package io.henge.core.health;

import static io.henge.core.health.Glances.LONG_AGO;
import static io.henge.core.health.Glances.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FleetHealthTest {
    private static FleetHealth next(List<HealthState> states, @Nullable Duration storeSilentFor, Duration standstill) {
        return FleetHealth.clear(LONG_AGO)
                .next(states, new FleetHealth.Self(storeSilentFor, standstill), HealthTimings.FAST, NOW);
    }

    private static @Nullable String doubt(HealthState... states) {
        return next(List.of(states), null, Duration.ofSeconds(1)).doubt();
    }

    @Test
    void moreThanHalfOfAtLeastTwoAreUs() {
        assertThat(doubt(HealthState.SUSPECT, HealthState.LOST, HealthState.HEALTHY))
                .isEqualTo("2 of 3 clusters turned bad together");
        assertThat(doubt(HealthState.UNREACHABLE, HealthState.UNREACHABLE)).startsWith("2 of 2");
        assertThat(doubt(HealthState.UNREACHABLE, HealthState.HEALTHY)).isNull();
        assertThat(doubt(HealthState.UNREACHABLE)).isNull();
        assertThat(doubt()).isNull();
    }

    @Test
    void whatAnswersIsNoSignOfUs() {
        assertThat(doubt(HealthState.UNREACHABLE, HealthState.MISCONFIGURED, HealthState.OVERLOADED))
                .isNull();
        assertThat(doubt(HealthState.UNREACHABLE, HealthState.RECOVERING)).isNull();
    }

    @Test
    void aStoreThatDoesNotAnswerIsUs() {
        List<HealthState> two = List.of(HealthState.UNREACHABLE, HealthState.HEALTHY);
        assertThat(next(two, Duration.ofSeconds(3), Duration.ZERO).doubt())
                .isEqualTo("the ledger's store does not answer either");
        assertThat(next(two, Duration.ofSeconds(2), Duration.ZERO).doubt()).isNull();
    }

    @Test
    void whoeverStoodStillKnowsNothing() {
        List<HealthState> two = List.of(HealthState.UNREACHABLE, HealthState.HEALTHY);
        assertThat(next(two, null, Duration.ofSeconds(4)).doubt()).isEqualTo("this Overlord stood still");
        assertThat(next(two, null, Duration.ofSeconds(3)).doubt()).isNull();
    }

    @Test
    void theTimeSinceWhenItIsClearIsKept() {
        FleetHealth doubted = next(List.of(HealthState.LOST, HealthState.LOST), null, Duration.ZERO);
        assertThat(doubted.clearSince()).isEqualTo(NOW);
        FleetHealth clear = doubted.next(
                List.of(HealthState.LOST, HealthState.HEALTHY),
                new FleetHealth.Self(null, Duration.ZERO),
                HealthTimings.FAST,
                NOW.plusSeconds(2));
        assertThat(clear).isEqualTo(new FleetHealth(null, NOW));
    }
}
