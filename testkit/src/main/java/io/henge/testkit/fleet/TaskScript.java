package io.henge.testkit.fleet;

import io.henge.core.attempt.TaskTraits;
import io.henge.core.failover.Disposition;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import java.util.List;

/**
 * What a simulated task is and does.
 *
 * @param job what its pods do in the end
 * @param peon how a peon tells of its success
 * @param seconds how long a peon works before it publishes
 * @param subTasks the scripts of the sub-tasks that a peon submits, each tried again where it fails
 */
public record TaskScript(TaskTraits traits, JobScript job, Peon peon, int seconds, List<JobScript> subTasks) {
    public TaskScript {
        subTasks = List.copyOf(subTasks);
    }

    /** Whether a peon that ends well has published something. */
    public boolean publishes() {
        return Disposition.of(traits) != Disposition.HOLD && !Disposition.isSubTask(traits);
    }
}
