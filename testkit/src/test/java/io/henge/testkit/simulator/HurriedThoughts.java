package io.henge.testkit.simulator;

import io.henge.core.decide.AttemptView;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.Mark;
import io.henge.core.loop.Thoughts;
import java.time.Instant;

/** Takes every fenced attempt for gone as long as its task has not gone on. */
final class HurriedThoughts implements Thoughts {
    private final Thoughts sound;

    HurriedThoughts(Thoughts sound) {
        this.sound = sound;
    }

    @Override
    public AttemptView observe(AttemptView view, FleetSnapshot fleet, Instant now) {
        AttemptView seen = sound.observe(view, fleet, now);
        return seen.isFenced() && seen.has(Mark.UNFOLLOWED) ? seen.with(Mark.PURGED) : seen;
    }
}
