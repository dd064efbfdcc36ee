package io.henge.core.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.attempt.Resources;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much memory the next attempt has. */
class OutOfMemoryTest {
    private static long bytes(String words) {
        return Resources.bytes(words).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "1.5, 8Gi, 2Gi, 3Gi",
        "1.5, 8Gi, 6Gi, 8Gi",
        "1.5, 8Gi, 8388607Mi, ",
        "1.5, 8Gi, 8Gi, ",
        "1.000001, 8Gi, 2Gi, 2049Mi",
        "2, 1000000001, 1000000000, 1000000001",
        "10, 9223372036854775807, 9223372036854775806, 9223372036854775807"
    })
    void itIsMoreEachTimeUpToTheLimit(double factor, String limit, String had, String more) {
        assertThat(new OutOfMemory(factor, bytes(limit)).after(bytes(had)))
                .isEqualTo(more == null ? OptionalLong.empty() : OptionalLong.of(bytes(more)));
    }

    @Test
    void whatIsNoMoreIsRefused() {
        assertThatThrownBy(() -> new OutOfMemory(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OutOfMemory(10.5, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OutOfMemory(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OutOfMemory(2, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
