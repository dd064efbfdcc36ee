package io.henge.druid;

import io.henge.core.health.HealthCondition;
import io.henge.core.health.HealthState;
import io.henge.core.health.HealthTable;
import io.henge.core.health.HealthTimings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/reference/health-states.md shows what {@link HealthTable} says. */
class HealthPageTest {
    private static final String PAGE = "health-states.md";

    @Test
    void thePageShowsTheDiagram() {
        StringBuilder lines = new StringBuilder("```mermaid\nstateDiagram-v2\n");
        lines.append("    [*] --> ").append(HealthState.HEALTHY.word()).append('\n');
        lines.append("    [*] --> ").append(HealthState.SUSPECT.word()).append(": silent by the ledger\n");
        for (HealthTable.Row row : HealthTable.ROWS) {
            froms(row)
                    .forEach(from -> lines.append("    ")
                            .append(from.word())
                            .append(" --> ")
                            .append(row.to().word())
                            .append(": ")
                            .append(label(row.when()))
                            .append('\n'));
        }
        GeneratedPart.check(PAGE, "diagram", lines.append("```\n").toString());
    }

    private static List<HealthState> froms(HealthTable.Row row) {
        return Arrays.stream(HealthState.values()).filter(row.from()::contains).toList();
    }

    private static String label(HealthCondition condition) {
        return condition.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Test
    void thePageListsTheTransitions() {
        GeneratedPart.check(
                PAGE,
                "transitions",
                GeneratedPart.head("from", "when the cluster", "in the diagram", "to")
                        + HealthTable.ROWS.stream()
                                .map(row -> GeneratedPart.row(List.of(
                                        froms(row).stream()
                                                .map(HealthState::word)
                                                .collect(Collectors.joining(", ")),
                                        row.when().words(),
                                        label(row.when()),
                                        row.to().word())))
                                .collect(Collectors.joining()));
    }

    @Test
    void thePageListsTheProfiles() {
        GeneratedPart.check(
                PAGE,
                "profiles",
                GeneratedPart.head("`health.…`", "fast", "careful")
                        + row("suspectAfter", HealthTimings::suspectAfter)
                        + row("unreachableAfter", HealthTimings::unreachableAfter)
                        + row("lostAfter", HealthTimings::lostAfter)
                        + row("recoverAfter", HealthTimings::recoverAfter));
    }

    private static String row(String name, Function<HealthTimings, Duration> value) {
        return GeneratedPart.row(List.of(
                "`" + name + "`",
                value.apply(HealthTimings.FAST).toString(),
                value.apply(HealthTimings.CAREFUL).toString()));
    }
}
