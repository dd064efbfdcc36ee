package io.henge.demo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

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
}
