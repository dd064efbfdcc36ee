package io.henge.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void pausesDoubleUpToHalfAMinute() {
        List<Long> pauses = new ArrayList<>();
        Retry retry = Retry.NONE;
        for (int i = 0; i < 40; i++) {
            retry = retry.failed("no", NOW);
            pauses.add(Duration.between(NOW, retry.notBefore()).toSeconds());
        }
        assertThat(pauses).startsWith(1L, 2L, 4L, 8L, 16L, 30L).endsWith(30L);
        assertThat(retry.failures()).isEqualTo(40);
        assertThat(retry.trouble()).isEqualTo("no");
    }
}
