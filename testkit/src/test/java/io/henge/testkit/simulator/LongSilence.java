package io.henge.testkit.simulator;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.SimulatedCluster;
import io.henge.testkit.fleet.SimulatedFleet;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import io.henge.testkit.fleet.TaskScript;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** In worlds with leases, a cluster that says nothing for minutes while its peons go on, and others can take its tasks. */
final class LongSilence {
    private static final int SECONDS_TO_RECOVER = 60;
    private static final int SECONDS_TO_BEGIN = 20;

    /** Until the cluster is lost, its leases are over, a leader that came meanwhile has waited anew, and others run. */
    private static final int SECONDS = 150;

    /** Who stands still does so for so many seconds, about. */
    private static final int THAWS_OF = 10;

    private static final int TASKS = 4;
    private static final int WORK_SECONDS = 60;
    private static final Resources NEEDS = Resources.of(500, 1L << 28);

    private final DrawnWorld world;
    private final SimulatedFleet fleet;
    private final DrawnFaults faults;
    private final LeaseChecks leases;
    private final Random random;

    LongSilence(DrawnWorld world, DrawnFaults faults, LeaseChecks leases, Random random) {
        this.world = world;
        this.fleet = world.fleet();
        this.faults = faults;
        this.leases = leases;
        this.random = random;
    }

    /** Nothing else is wrong, but that up to two times something befalls who leads. */
    void live() {
        if (!leases.areDrawn()) {
            return;
        }
        faults.heal(Optional.empty());
        reopened(SECONDS_TO_RECOVER);
        for (int i = 1; i <= TASKS && fleet.isLed(); i++) {
            submit(new TaskId("alone-" + i));
        }
        reopened(SECONDS_TO_BEGIN);
        SimulatedCluster cluster =
                fleet.clusters().stream().max(Comparator.comparing(this::held)).orElseThrow();
        world.note("a long silence of " + cluster.name());
        faults.silence(cluster);
        List<Integer> changes =
                random.ints(random.nextInt(3), 0, SECONDS).boxed().toList();
        for (int i = 0; i < SECONDS; i++) {
            if (changes.contains(i)) {
                faults.befallLeader(random);
            }
            if (random.nextInt(THAWS_OF) == 0) {
                faults.thaw();
            }
            world.step();
        }
    }

    private void reopened(int seconds) {
        for (int i = 0; i < seconds; i++) {
            faults.reopen(Optional.empty());
            world.step();
        }
    }

    private void submit(TaskId task) {
        TaskTraits traits = new TaskTraits("index", "flights", task.value(), 0);
        leases.put(task);
        world.wishes().put(task, traits, NEEDS, null);
        int seconds = WORK_SECONDS + random.nextInt(WORK_SECONDS);
        boolean unused = fleet.run(task, new TaskScript(traits, JobScript.ENDS_WELL, Peon.REPORTS, seconds, List.of()));
    }

    /** How many attempts of tasks with leases it holds. */
    private long held(SimulatedCluster cluster) {
        return fleet.ledger().peek().stream()
                .filter(row -> row.state() == AttemptState.PLACED
                        && row.cluster().equals(cluster.name())
                        && leases.isExclusive(row.task()))
                .map(Attempt::id)
                .count();
    }
}
