package io.henge.kubernetes.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    @Test
    void secondsAreTakenAndManyAreAMinute() {
        assertThat(RetryAfter.of("1")).isEqualTo(Duration.ofSeconds(1));
        assertThat(RetryAfter.of("0")).isEqualTo(Duration.ZERO);
        assertThat(RetryAfter.of("61")).isEqualTo(Duration.ofMinutes(1));
        assertThat(RetryAfter.of("99999999999999999999")).isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "٣", "Wed, 21 Oct 2015 07:28:00 GMT"})
    void allElseIsPassedOver(String header) {
        assertThat(RetryAfter.of(header)).isNull();
    }
}
