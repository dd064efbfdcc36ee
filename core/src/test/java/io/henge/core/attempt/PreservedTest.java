package io.henge.core.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept for the next attempt, and what is too much. */
class PreservedTest {
    @Test
    void aNewValueTakesThePlaceOfTheOneBefore() {
        Preserved known = Preserved.NOTHING.warning("chunk", "leads nowhere").with("chunk", "1");
        assertThat(known.entries()).isEqualTo(Map.of("chunk", "1"));
        assertThat(known.with("chunk", "2").entries()).isEqualTo(Map.of("chunk", "2"));
    }

    @Test
    void aWarningLeavesTheValueAndIsGivenToNobody() {
        Preserved known = Preserved.NOTHING.with("chunk", "1").warning("chunk", "leads nowhere");
        assertThat(known.entries()).isEqualTo(Map.of("chunk", "1", "warning.chunk", "leads nowhere"));
        assertThat(known.values()).isEqualTo(Map.of("chunk", "1"));
        assertThat(Preserved.NOTHING.warning("a", "x".repeat(1_000)).entries().get("warning.a"))
                .hasSize(200);
    }

    @Test
    void whatIsTooLongIsWarnedOf() {
        Preserved known = Preserved.NOTHING.with("a", "old").with("a", "x".repeat(Preserved.VALUE_MAX + 1));
        assertThat(known.values()).isEmpty();
        assertThat(known.entries().get("warning.a")).contains("1001 characters", "1000");
    }

    @Test
    void allValuesTogetherHaveABoundAsTheyAreWritten() {
        String quotes = "\"".repeat(Preserved.VALUE_MAX);
        Preserved known = Preserved.NOTHING.with("a", quotes).with("b", quotes).with("c", "x");
        assertThat(known.values().keySet()).containsExactly("a", "c");
        assertThat(known.entries().get("warning.b")).contains("more than 2400");
    }

    @Test
    void warningsGiveWayToValues() {
        Preserved known = Preserved.NOTHING;
        for (int i = 10; i < 40; i++) {
            known = known.warning("w" + i, "x".repeat(200));
        }
        assertThat(known.entries().keySet()).contains("warning.w10").doesNotContain("warning.w39");
        String text = "x".repeat(Preserved.VALUE_MAX);
        Preserved full = known.with("a", text).with("b", text).with(Preserved.REASON, text);
        assertThat(full.values().keySet()).containsExactly("a", "b", "reason");
        assertThat(full.entries().values().stream().mapToInt(String::length).sum())
                .isLessThan(3_900);
    }

    @ParameterizedTest
    @CsvSource({"lastOffsets, HENGE_FAILOVER_LASTOFFSETS", "a.b-c_1, HENGE_FAILOVER_A_B_C_1"})
    void theVariableOfAName(String name, String variable) {
        assertThat(Preserved.variable(name)).isEqualTo(variable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"from", "Attempt", "lastnode", "warning.x", "offsets"})
    void whatHengeGivesItself(String name) {
        assertThat(Preserved.isOwn(name)).isTrue();
    }

    @Test
    void anyOtherNameIsFree() {
        assertThat(Preserved.isOwn("lastOffsets")).isFalse();
    }

    @Test
    void whatNobodyCanHoldIsReplaced() {
        Preserved odd = Preserved.NOTHING.with("note", "a\u0000b\ud800c\nd\u007f");
        assertThat(odd.values()).containsEntry("note", "a?b?c\nd?");
        assertThat(Preserved.NOTHING.with("note", "größer").inPlainWords().values())
                .containsEntry("note", "gr??er");
    }
}
