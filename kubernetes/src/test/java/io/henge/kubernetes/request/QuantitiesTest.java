package io.henge.kubernetes.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({
        "cpu, 1, 1000",
        "cpu, 0.5, 500",
        "cpu, .5, 500",
        "cpu, 2., 2000",
        "cpu, 250m, 250",
        "cpu, 100u, 1",
        "cpu, 1n, 1",
        "cpu, 1e3, 1000000",
        "cpu, 1k, 1000000",
        "cpu, 0, 0",
        "cpu, -1, 0",
        "memory, 1024, 1024",
        "memory, 100Mi, 104857600",
        "memory, 1.5Gi, 1610612736",
        "memory, 1Ki, 1024",
        "memory, 1Ti, 1099511627776",
        "memory, 1Pi, 1125899906842624",
        "memory, 1Ei, 1152921504606846976",
        "memory, 1k, 1000",
        "memory, 1M, 1000000",
        "memory, 1G, 1000000000",
        "memory, 1T, 1000000000000",
        "memory, 1P, 1000000000000000",
        "memory, 1E, 1000000000000000000",
        "memory, 1E3, 1000",
        "memory, 1e+3, 1000",
        "memory, 12e-1, 2",
        "memory, 128974848000m, 128974848",
        "memory, 1m, 1",
        "memory, 8Ei, 9223372036854775807",
        "memory, 1e999999999999, 9223372036854775807",
        "memory, 0e999999999999, 0",
        "memory, 1e-999999999999, 1",
        "memory, 0001, 1",
        "memory, 1e000000000000003, 1000",
        "nvidia.com/gpu, 2, 2",
    })
    void aQuantityIsAnAmount(String resource, String text, long amount) {
        assertThat(Quantities.amount(resource, text)).contains(amount);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "1 Gi", "lots", "1GB", "1KI", "1mi", "0x10", "1e", "1e1.5", ".", "--1", "1_000", "½", "Gi"
            })
    void everythingElseIsNone(String text) {
        assertThat(Quantities.amount("memory", text)).isEmpty();
    }

    @Test
    void aTextOfAnyLengthIsAnswered() {
        assertThat(Quantities.amount("memory", "9".repeat(200))).contains(Long.MAX_VALUE);
        assertThat(Quantities.amount("memory", "9".repeat(1 << 20))).isEmpty();
    }
}
