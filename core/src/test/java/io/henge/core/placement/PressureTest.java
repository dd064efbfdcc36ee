package io.henge.core.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Resources;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How a cluster where pods find no room is tried again. */
class PressureTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Resources USUAL = Resources.of(2_000, 8L << 30);

    @Test
    void eachPodThatStartsLetsTwiceAsManyBeTriedUntilNothingIsHeldBack() {
        Pressure pressure = Pressure.refused(null, USUAL, NOW);
        for (int tries = 1; tries <= 64; tries *= 2) {
            assertThat(pressure.tries()).isEqualTo(tries);
            assertThat(pressure.started(Resources.of(1_000, 8L << 30)))
                    .as("a smaller one")
                    .isEqualTo(pressure);
            pressure = tries == 64 ? pressure : Objects.requireNonNull(pressure.started(USUAL));
        }
        assertThat(pressure.started(USUAL)).isNull();
        assertThat(Pressure.refused(pressure, USUAL, NOW.plusSeconds(1)))
                .as("and one that does not begins anew")
                .isEqualTo(new Pressure(USUAL, NOW.plusSeconds(1), 1));
    }

    @Test
    void whatSeveralAskForAtLeastIsHeldBack() {
        Resources device = new Resources(new TreeMap<>(Map.of("cpu", 1_000L, "memory", 16L << 30, "gpu", 1L)));
        Pressure both = Pressure.refused(Pressure.refused(null, USUAL, NOW), device, NOW);
        assertThat(both.least()).isEqualTo(Resources.of(1_000, 8L << 30));
        assertThat(both.concerns(USUAL)).isTrue();
        assertThat(both.concerns(device)).isTrue();
        assertThat(both.concerns(Resources.of(500, 64L << 30))).isFalse();
        assertThat(both.concerns(Resources.NONE)).isFalse();
    }

    @Test
    void whereNothingIsKnownOfAPodEverythingIsHeldBack() {
        Pressure pressure = Pressure.refused(null, Resources.NONE, NOW);
        assertThat(pressure.concerns(Resources.NONE)).isTrue();
        assertThat(pressure.concerns(USUAL)).isTrue();
        assertThat(pressure.words()).endsWith("for a pod that asks for what is not known");
        assertThat(pressure.until()).isEqualTo(NOW.plusSeconds(600));
    }
}
