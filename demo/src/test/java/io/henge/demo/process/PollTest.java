package io.henge.demo.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollTest {
    private static final Duration EVERY = Duration.ofMillis(1);

    @Test
    void looksOnceEvenWithoutTime() throws InterruptedException {
        assertThat(Poll.first(Duration.ZERO, EVERY, () -> Optional.of("there"))).contains("there");
        assertThat(Poll.until(Duration.ZERO, EVERY, () -> false)).isFalse();
    }

    @Test
    void looksAgainUntilItIsSo() throws InterruptedException {
        AtomicInteger looks = new AtomicInteger();

        assertThat(Poll.until(Duration.ofSeconds(10), EVERY, () -> looks.incrementAndGet() == 3))
                .isTrue();
        assertThat(looks).hasValue(3);
    }

    @Test
    void anInterruptEndsTheWait() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Poll.until(Duration.ofMinutes(5), EVERY, () -> false))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
