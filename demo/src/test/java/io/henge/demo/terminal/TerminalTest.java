package io.henge.demo.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static String shown(Terminal terminal) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TerminalProgress progress = terminal.progress(new PrintStream(bytes, true, StandardCharsets.UTF_8))) {
            progress.begun("cluster east");
            progress.done("cluster east", Duration.ofMillis(1500));
            progress.note("Something to say.");
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void withoutATerminalThereArePlainLinesOnly() {
        assertThat(shown(Terminal.of(Map.of())))
                .isEqualTo("  cluster east …\n  ✓ cluster east  1.5 s\nSomething to say.\n");
    }

    @Test
    void onATerminalThingsMoveAndHaveColours() {
        assertThat(shown(Terminal.of(Map.of("HENGE_TTY", "1")))).contains("\r\u001b[K", "\u001b[32m");
    }

    @Test
    void noColorIsRespected() {
        assertThat(shown(Terminal.of(Map.of("HENGE_TTY", "1", "NO_COLOR", "1"))))
                .contains("\r\u001b[K")
                .doesNotContain("\u001b[3");
        assertThat(Terminal.of(Map.of("HENGE_TTY", "1", "TERM", "dumb")).moving())
                .isFalse();
    }

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
