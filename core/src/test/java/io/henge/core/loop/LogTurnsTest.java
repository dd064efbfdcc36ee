package io.henge.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose log is copied next. */
class LogTurnsTest {
    private static final ClusterName EAST = new ClusterName("east");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final LogTurns turns = new LogTurns();

    private static AttemptId attempt(String task) {
        return AttemptId.first(new TaskId(task));
    }

    private boolean begins(String task, boolean again) {
        return turns.mayBegin(EAST, attempt(task), again, NOW);
    }

    private void fill() {
        for (int i = 0; i < LogTurns.AT_ONCE; i++) {
            assertThat(begins("first-" + i, false)).isTrue();
        }
    }

    private Optional<AttemptId> next(Duration later) {
        return turns.done(EAST, NOW.plus(later)).next();
    }

    @Test
    void whoComesFirstIsServedFirstAndWhoseTimeRunsBeforeThat() {
        fill();
        assertThat(begins("a", false)).isFalse();
        assertThat(begins("b", false)).isFalse();
        assertThat(begins("tried", true)).isFalse();
        assertThat(next(Duration.ZERO)).contains(attempt("tried"));
        assertThat(next(Duration.ZERO)).contains(attempt("a"));
        assertThat(next(Duration.ZERO)).contains(attempt("b"));
        assertThat(next(Duration.ZERO)).isEmpty();
        assertThat(begins("c", false)).as("a place is free").isTrue();
        assertThat(begins("d", false)).isFalse();
    }

    @Test
    void whoHasWaitedForAnHourIsNamedAndHasNoTurn() {
        fill();
        assertThat(begins("late", false)).isFalse();
        LogTurns.Passed passed = turns.done(EAST, NOW.plus(Duration.ofHours(1)));
        assertThat(passed).isEqualTo(new LogTurns.Passed(Optional.empty(), List.of(attempt("late"))));
    }

    @Test
    void eachClusterHasTurnsOfItsOwn() {
        fill();
        assertThat(turns.mayBegin(new ClusterName("west"), attempt("a"), false, NOW))
                .isTrue();
    }
}
