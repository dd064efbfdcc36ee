package io.henge.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ColumnTextTest {
    private static final String FACE = "\uD83D\uDE00";

    @Test
    void whatFitsStaysAsItIs() {
        assertThat(ColumnText.cut("tâsk " + FACE, 7)).isEqualTo("tâsk " + FACE);
        assertThat(ColumnText.shortened("abc", 3)).isEqualTo("abc");
        assertThat(ColumnText.exact("abc", 3, "c")).isEqualTo("abc");
    }

    @Test
    void longTextForPeopleIsCut() {
        assertThat(ColumnText.cut("abcdef", 4)).isEqualTo("abc…");
    }

    @Test
    void longNamesStayDifferent() {
        String one = ColumnText.shortened("x".repeat(300) + "1", 255);
        String two = ColumnText.shortened("x".repeat(300) + "2", 255);
        assertThat(one).hasSize(255).startsWith("xxx").isNotEqualTo(two);
        assertThat(ColumnText.shortened("x".repeat(300) + "1", 255)).isEqualTo(one);
    }

    @Test
    void whatNoDatabaseTakesIsReplaced() {
        assertThat(ColumnText.cut("a\0b\uD83Dc", 10)).isEqualTo("a\uFFFDb\uFFFDc");
        assertThat(ColumnText.cut("a" + FACE + "bc", 3)).isEqualTo("a\uFFFD…");
    }

    @Test
    void anExactNameIsRefusedRatherThanChanged() {
        assertThatThrownBy(() -> ColumnText.exact("abcd", 3, "namespace"))
                .isInstanceOf(UnfitException.class)
                .hasMessageContaining("namespace")
                .hasMessageContaining("abcd");
        assertThatThrownBy(() -> ColumnText.exact("a\0", 3, "namespace")).isInstanceOf(UnfitException.class);
    }
}
