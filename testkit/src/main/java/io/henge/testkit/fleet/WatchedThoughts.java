package io.henge.testkit.fleet;

import io.henge.core.decide.AttemptView;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.Plan;
import io.henge.core.decide.Planning;
import io.henge.core.decide.Policies;
import io.henge.core.loop.Thoughts;
import io.henge.core.report.AttemptReport;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Thoughts of which somebody sees each plan.
 *
 * @param watcher told of what was known of the clusters, and of the plan that was made by it
 */
record WatchedThoughts(Thoughts thoughts, BiConsumer<FleetSnapshot, Plan> watcher) implements Thoughts {
    @Override
    public AttemptView observe(AttemptView view, FleetSnapshot fleet, Instant now) {
        return thoughts.observe(view, fleet, now);
    }

    @Override
    public Planning planning() {
        return (ledger, fleet, policies, now) -> {
            Plan plan = thoughts.planning().plan(ledger, fleet, policies, now);
            watcher.accept(fleet, plan);
            return plan;
        };
    }

    @Override
    public AttemptReport report(
            AttemptView view, FleetSnapshot fleet, Policies policies, @Nullable AttemptReport before, Instant now) {
        return thoughts.report(view, fleet, policies, before, now);
    }
}
