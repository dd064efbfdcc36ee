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
