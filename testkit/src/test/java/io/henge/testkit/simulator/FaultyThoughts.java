package io.henge.testkit.simulator;

import io.henge.core.decide.AttemptView;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.NextStep;
import io.henge.core.decide.Planner;
import io.henge.core.decide.Planning;
import io.henge.core.decide.Policies;
import io.henge.core.loop.Thoughts;
import io.henge.core.report.AttemptReport;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Thoughts of which one kind fails about some attempts.
 *
 * @param about says, each time anew, whether the thought about that attempt fails
 */
record FaultyThoughts(Kind kind, Predicate<AttemptView> about) implements Thoughts {
    /** The three thoughts that a turn has of each attempt. */
    enum Kind {
        OBSERVATION,
        DECISION,
        REPORT
    }

    private void think(Kind thought, AttemptView view) {
        if (thought == kind && about.test(view)) {
            throw new IllegalStateException("A fault on purpose");
        }
    }

    @Override
    public AttemptView observe(AttemptView view, FleetSnapshot fleet, Instant now) {
        think(Kind.OBSERVATION, view);
        return SOUND.observe(view, fleet, now);
    }

    @Override
    public Planning planning() {
        return new Planner((view, fleet, policies, now) -> {
            think(Kind.DECISION, view);
            return NextStep.of(view, fleet, policies, now);
        });
    }

    @Override
    public AttemptReport report(
            AttemptView view, FleetSnapshot fleet, Policies policies, @Nullable AttemptReport before, Instant now) {
        think(Kind.REPORT, view);
        return SOUND.report(view, fleet, policies, before, now);
    }
}
