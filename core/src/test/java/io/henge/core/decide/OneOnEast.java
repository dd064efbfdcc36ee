package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskTraits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One attempt that is placed on one cluster, and what is planned for it. */
final class OneOnEast {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final Policies POLICIES = Policies.DEFAULT;
    static final ClusterName EAST = new ClusterName("east");
    static final TaskTraits TRAITS = new TaskTraits("index", "flights", "group", 50);
    static final Attempt PLACED = PlannerTest.placedOnEast("task");

    private OneOnEast() {}

    static Plan plan(AttemptView task, FleetSnapshot fleet, Instant now) {
        return Planner.SOUND.plan(Known.ledger(List.of(task), 0, 0), fleet, POLICIES, now);
    }

    static FleetSnapshot fleet(ClusterFacts facts, Look look) {
        return new FleetSnapshot(new TreeMap<>(Map.of(EAST, facts)), Map.of(PLACED.id(), look));
    }
}
