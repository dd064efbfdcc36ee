package io.henge.core.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The diagram in the documents is what {@link AttemptState#canBecome} says, generated here. */
class StateDiagramTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "consistency.md");

    @Test
    void theDocumentShowsTheTransitionTable() throws IOException {
        assertThat(Files.readString(DOCUMENT))
                .as("docs/consistency.md: put this diagram there")
                .contains(diagram());
    }

    /** In Mermaid's notation. Every row begins as {@code PLACED}. */
    private static String diagram() {
        StringBuilder lines = new StringBuilder("```mermaid\nstateDiagram-v2\n");
        lines.append("    [*] --> ").append(AttemptState.PLACED).append('\n');
        for (AttemptState from : AttemptState.values()) {
            for (AttemptState to : AttemptState.values()) {
                if (from != to && from.canBecome(to)) {
                    lines.append("    ").append(from).append(" --> ").append(to).append('\n');
                }
            }
        }
        return lines.append("```\n").toString();
    }
}
