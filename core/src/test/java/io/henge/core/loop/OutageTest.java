package io.henge.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutageTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Outage outage = new Outage();
    private final List<String> lines = new ArrayList<>();
    private Instant now = BEGIN;

    @Test
    void thereIsALineWhenItBeginsOneAMinuteAndOneWhenItEnds() {
        failFor(Duration.ofSeconds(150));
        succeed();
        succeed();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).contains("cannot write").contains("[7]").contains("no connection");
        assertThat(lines.get(1)).contains("for [PT1M]").contains("tries [121]").contains("[7]");
        assertThat(lines.get(2)).contains("for [PT2M]").contains("tries [241]");
        assertThat(lines.get(3)).contains("writes again after [PT2M30S]").contains("failed [300]");
    }

    @Test
    void aStoreThatTakesSomeWritesAndNotOthersIsToldOnce() {
        for (int i = 0; i < 40; i++) {
            failFor(PAUSE);
            succeed();
        }
        assertThat(lines).hasSize(2);
    }

    @Test
    void anotherOutageIsToldAgain() {
        failFor(PAUSE);
        succeed();
        now = now.plusSeconds(20);
        failFor(PAUSE);
        succeed();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(3)).contains("failed [1]");
    }

    @Test
    void nothingIsSaidWhileAllIsWell() {
        succeed();
        assertThat(lines).isEmpty();
    }

    private void failFor(Duration length) {
        for (Instant end = now.plus(length); now.isBefore(end); now = now.plus(PAUSE)) {
            outage.failed(now, 7, "no connection").ifPresent(lines::add);
        }
    }

    private void succeed() {
        outage.succeeded(now).ifPresent(lines::add);
    }
}
