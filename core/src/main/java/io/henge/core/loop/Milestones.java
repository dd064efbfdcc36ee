package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.Mark;
import io.henge.core.port.Timings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Notices what an attempt has come to, and tells how long it took. Only the loop's thread may use it. */
final class Milestones {
    private final Timings timings;
    private final InstantSource clock;

    Milestones(Timings timings, InstantSource clock) {
        this.timings = timings;
        this.clock = clock;
    }

    /** What an earlier term launched is left out: how long that took is not known. */
    void compare(AttemptView before, AttemptView after) {
        @Nullable Attempt attempt = after.attempt();
        if (attempt == null || !after.has(Mark.LAUNCH_SENT)) {
            return;
        }
        @Nullable Instant launchedAt = after.learnt().start().launchedAt();
        if (before.learnt().start().launchedAt() == null && launchedAt != null) {
            timings.launched(attempt, between(attempt.placedAt(), launchedAt));
        }
        if (!before.has(Mark.STARTED) && after.has(Mark.STARTED)) {
            Instant now = clock.instant();
            timings.started(attempt, between(after.acceptedAt(), now), between(attempt.placedAt(), now));
        }
    }

    /** Never negative, also where another Overlord's clock was ahead of this one's. */
    static Duration between(Instant from, Instant to) {
        return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }
}
