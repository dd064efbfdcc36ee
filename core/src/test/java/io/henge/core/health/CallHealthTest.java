package io.henge.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ApiFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallHealthTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ApiFailure REFUSED = new ApiFailure(Kind.TRANSIENT, "429: too many requests");

    @Test
    void noMoreAreOnTheirWayThanACallMayWaitFor() {
        CallHealth well = CallHealth.well(NOW);
        assertThat(well.free(0, NOW)).isEqualTo(64);
        assertThat(well.free(60, NOW)).isEqualTo(4);
        assertThat(well.free(1_000, NOW)).isZero();
        assertThat(well.succeeded(NOW).free(0, NOW)).isEqualTo(64);
    }

    @Test
    void afterAFailureOneIsTriedAndThenTwiceAsManyEachTime() {
        CallHealth failed = CallHealth.well(NOW).failed(REFUSED, NOW);
        assertThat(failed.free(0, NOW)).isZero();
        assertThat(failed.free(0, NOW.plusSeconds(1))).isEqualTo(1);
        CallHealth back = failed.succeeded(NOW);
        for (int most = 2; most <= 64; most *= 2) {
            assertThat(back.free(0, NOW)).isEqualTo(most);
            back = back.succeeded(NOW);
        }
        assertThat(back.free(0, NOW)).isEqualTo(64);
    }

    @Test
    void aClusterThatAsksToBeLeftAloneIs() {
        ApiFailure asking = REFUSED.retriedAfter(Duration.ofSeconds(7));
        CallHealth failed = CallHealth.well(NOW).failed(asking, NOW);
        assertThat(failed.notBefore()).isEqualTo(NOW.plusSeconds(7));
        ApiFailure impatient = REFUSED.retriedAfter(Duration.ofMillis(1));
        assertThat(CallHealth.well(NOW).failed(impatient, NOW).notBefore()).isEqualTo(NOW.plusSeconds(1));
    }
}
