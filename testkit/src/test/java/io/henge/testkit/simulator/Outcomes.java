package io.henge.testkit.simulator;

import static io.henge.testkit.simulator.Violation.unless;

import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.fleet.SimulatedFleet;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import io.henge.testkit.fleet.TaskScript;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the tasks of a drawn world have ended, when all is over. */
final class Outcomes {
    private Outcomes() {}

    /** @param excused tasks that need not succeed, whatever they would do */
    static void check(SimulatedFleet fleet, Set<TaskId> excused) {
        fleet.store().tasks().forEach((task, traits) -> {
            TaskScript script = fleet.scriptOf(task);
            boolean harmed = excused.contains(task)
                    || traits.parent() != null
                    || script.job() != JobScript.ENDS_WELL
                    || script.peon() == Peon.SILENT;
            @Nullable Outcome outcome = fleet.outcomes().get(task);
            unless(
                    harmed || (outcome != null && outcome.succeeded()),
                    Invariant.UNHARMED_TASKS_SUCCEED,
                    () -> task + " of " + script + " has ended as " + outcome);
        });
    }
}
