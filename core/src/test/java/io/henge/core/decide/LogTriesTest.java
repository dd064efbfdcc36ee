package io.henge.core.decide;

import static io.henge.core.decide.OneOnEast.NOW;
import static io.henge.core.decide.OneOnEast.PLACED;
import static io.henge.core.decide.OneOnEast.POLICIES;
import static io.henge.core.decide.OneOnEast.TRAITS;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ApiFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** For how long a log that cannot be saved is tried. */
class LogTriesTest {
    /** When the log is given up, if every try fails at once. */
    private static Duration givenUpAfter(AttemptView attempt) {
        AttemptView view = Results.logBegun(attempt.withAttempt(PLACED), POLICIES, NOW);
        Instant now = NOW;
        while (true) {
            view = Results.logTried(view, Optional.of(new ApiFailure(Kind.TRANSIENT, "no")), now);
            if (view.has(Mark.LOG_SAVED)) {
                return Duration.between(NOW, now);
            }
            now = Objects.requireNonNull(view.retry().notBefore());
        }
    }

    @Test
    void oneThatFailsIsTriedForAllOfItsTime() {
        Duration limit = POLICIES.ending().logSaveTimeout();
        assertThat(givenUpAfter(AttemptView.accepted(PLACED.id(), TRAITS, NOW)))
                .isBetween(limit.minusSeconds(30), limit);
    }

    @Test
    void oneWhosePodIsKilledIsNotTriedForLong() {
        AttemptView killed = AttemptView.accepted(PLACED.id(), TRAITS, NOW).with(Mark.CUT_SHORT);
        assertThat(givenUpAfter(killed)).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }
}
