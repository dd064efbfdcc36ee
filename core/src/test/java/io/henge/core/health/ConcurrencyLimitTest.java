package io.henge.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
    private final ConcurrencyLimit limit = new ConcurrencyLimit();

    private void answered(int times) {
        for (int i = 0; i < times; i++) {
            limit.answered();
        }
    }

    @Test
    void eachRoundOfAnswersAddsOne() {
        answered(ConcurrencyLimit.AT_FIRST - 1);
        assertThat(limit.calls()).isEqualTo(ConcurrencyLimit.AT_FIRST);
        answered(1);
        assertThat(limit.calls()).isEqualTo(ConcurrencyLimit.AT_FIRST + 1);
        answered(100_000);
        assertThat(limit.calls()).isEqualTo(ConcurrencyLimit.MOST);
    }

    @Test
    void anOverloadHalvesItAndWhatWasSentBeforeSaysNothingNew() {
        limit.overloaded(10, 20);
        assertThat(limit.calls()).isEqualTo(ConcurrencyLimit.AT_FIRST / 2);
        limit.overloaded(11, 21);
        limit.overloaded(19, 22);
        assertThat(limit.calls()).isEqualTo(ConcurrencyLimit.AT_FIRST / 2);
        limit.overloaded(20, 23);
        assertThat(limit.calls()).isEqualTo(ConcurrencyLimit.AT_FIRST / 4);
    }

    @Test
    void itNeverClosesAndAlwaysKeepsOneForCallsThatEndSomething() {
        for (int i = 0; i < 100; i++) {
            limit.overloaded(i, i);
            assertThat(limit.beginnings()).isBetween(1, limit.calls() - 1);
        }
        assertThat(limit.calls()).isEqualTo(ConcurrencyLimit.LEAST);
        answered(ConcurrencyLimit.LEAST);
        assertThat(limit.calls()).isEqualTo(ConcurrencyLimit.LEAST + 1);
    }
}
