package io.henge.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RotaTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<AttemptId> MANY = IntStream.range(0, 1_000)
            .mapToObj(i -> AttemptId.first(new TaskId("task-" + i)))
            .toList();

    private final Rota rota = new Rota(5, Duration.ofMinutes(1));

    @Test
    void aTurnLooksAtAFewHoweverManyAreDue() {
        rota.changed(MANY, id -> true, NOW);
        List<AttemptId> looked = new ArrayList<>();
        rota.step(id -> !looked.add(id), NOW);
        assertThat(looked).hasSize(50);
    }

    @Test
    void eachIsAskedInTurnAndNobodyTwiceWithinItsTime() {
        List<AttemptId> some = MANY.subList(0, 20);
        rota.changed(some, id -> true, NOW);
        List<AttemptId> asked = new ArrayList<>();
        for (int second = 0; second < 30; second++) {
            rota.step(asked::add, NOW.plusSeconds(second));
        }
        assertThat(asked).hasSize(20);
        assertThat(new TreeSet<>(asked)).containsExactlyElementsOf(new TreeSet<>(some));
    }
}
