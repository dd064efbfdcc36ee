package io.henge.core.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HealthTimingsTest {
    private static HealthTimings timings(int suspect, int unreachable, int lost, int recover) {
        return new HealthTimings(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(suspect),
                Duration.ofSeconds(unreachable),
                Duration.ofSeconds(lost),
                Duration.ofSeconds(recover));
    }

    @Test
    void theLeastThatAProbeCanTellIsTaken() {
        assertThat(timings(3, 6, 6, 3).lostAfter()).isEqualTo(Duration.ofSeconds(6));
        assertThat(timings(3, 10, 15, 10)).isEqualTo(HealthTimings.FAST);
    }

    @Test
    void shorterThanAProbeIsRefused() {
        assertThatThrownBy(() -> timings(2, 10, 15, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("suspectAfter: Give at least PT3S, which one probe takes with its timeout.");
        assertThatThrownBy(() -> timings(3, 5, 15, 10)).hasMessageStartingWith("unreachableAfter: Give at least PT6S");
        assertThatThrownBy(() -> timings(3, 10, 15, 2)).hasMessageStartingWith("recoverAfter: Give at least PT3S");
    }

    @Test
    void theWrongOrderIsRefusedWithAllThatIsWrong() {
        assertThatThrownBy(() -> timings(20, 10, 15, 10))
                .hasMessage("unreachableAfter: Give at least PT20S, which is suspectAfter.");
        assertThatThrownBy(() -> timings(20, 12, 10, 10))
                .hasMessageContainingAll("unreachableAfter: Give at least PT20S", "lostAfter: Give at least PT12S");
    }
}
