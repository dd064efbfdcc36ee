package io.henge.core.loop;

import io.henge.core.decide.AttemptView;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.Observation;
import io.henge.core.decide.Planner;
import io.henge.core.decide.Planning;
import io.henge.core.decide.Policies;
import io.henge.core.report.AttemptReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a turn thinks: what it sees of each attempt, what it decides, and what it tells. All of it is pure. */
public interface Thoughts {
    /** As they are meant to be. */
    Thoughts SOUND = new Thoughts() {};

    /** What an attempt is known to be after its cluster was looked at. */
    default AttemptView observe(AttemptView view, FleetSnapshot fleet, Instant now) {
        return Observation.of(view, fleet, now);
    }

    /** How the turn decides. */
    default Planning planning() {
        return Planner.SOUND;
    }

    /** What readers are told of an attempt. */
    default AttemptReport report(
            AttemptView view, FleetSnapshot fleet, Policies policies, @Nullable AttemptReport before, Instant now) {
        return AttemptReport.of(view, fleet, policies, before, now);
    }
}
