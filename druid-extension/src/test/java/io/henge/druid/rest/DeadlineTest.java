package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.druid.json.WrongInputException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void noneIsNone() {
        assertThat(Deadline.of(null, NOW)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "PT2H,2026-01-01T02:00:00Z",
        "P30D,2026-01-31T00:00:00Z",
        "PT0.001S,2026-01-01T00:00:00.001Z",
        "2026-01-01T00:00:01Z,2026-01-01T00:00:01Z"
    })
    void aDurationCountsFromNowAndATimeIsATime(String text, Instant until) {
        assertThat(Deadline.of(text, NOW)).isEqualTo(until);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PT0S",
                "-PT1H",
                "PT-1H",
                "P31D",
                "2h",
                "tomorrow",
                "2026-01-01T00:00:00Z",
                "2025-12-31T00:00:00Z",
                "2026-02-01T00:00:00Z",
                "2026-01-02",
                "P999999999999999D",
                "P1Y",
                ""
            })
    void anythingElseIsRefusedWithWhatToGive(String text) {
        assertThatThrownBy(() -> Deadline.of(text, NOW))
                .isInstanceOf(WrongInputException.class)
                .hasMessageStartingWith(
                        "`deadline` is `" + text + "`. Give a duration such as PT2H, or a time to come");
    }
}
