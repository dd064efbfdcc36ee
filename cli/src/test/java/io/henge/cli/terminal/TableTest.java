package io.henge.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void durationsAreShort() {
        assertThat(Durations.words(Duration.ofMillis(440))).isEqualTo("0.4 s");
        assertThat(Durations.words(Duration.ofMillis(12_900))).isEqualTo("12 s");
        assertThat(Durations.words(Duration.ofSeconds(125))).isEqualTo("2 min 05 s");
        assertThat(Durations.words(Duration.ofMinutes(187))).isEqualTo("3 h 07 min");
        assertThat(Durations.words(Duration.ofHours(100))).isEqualTo("4 d");
    }

    @Test
    void columnsAreAligned() {
        assertThat(new Table("TASK", "CLUSTER")
                        .row("a", "east")
                        .row("longer", "-")
                        .lines())
                .containsExactly("TASK    CLUSTER", "a       east", "longer  -");
        assertThatThrownBy(() -> new Table("ONE").row("a", "b")).isInstanceOf(IllegalArgumentException.class);
    }
}
