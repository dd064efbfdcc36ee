package io.henge.testkit.simulator;

import static io.henge.testkit.simulator.Violation.unless;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.loop.DrainWords;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.SimulatedCluster;
import io.henge.testkit.fleet.SimulatedFleet;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import io.henge.testkit.fleet.TaskScript;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What is tried in some worlds once all faults have ended: that a drain ends, and that nobody starves. */
final class Trials {
    private static final int TRIED_OF = 10;
    private static final int SECONDS_TO_RECOVER = 60;
    private static final int DRAIN_SECONDS = 60;

    /** Longer ago than any clock is behind. */
    private static final Duration LONG_AGO = Duration.ofHours(3);

    private static final int CROWD = 9;
    private static final int CROWD_SECONDS = 15;

    /** So long each of the crowd works, and up to as long again. */
    private static final int WORK_SECONDS = 8;

    /** Until the cluster's offer is read anew, then until it is kept, and then until what runs there has ended. */
    private static final int WAIT_SECONDS_MAX = 150;

    /** What waited there before it goes first, one after the other where the crowd has but one place. */
    private static final int WAIT_SECONDS_EACH = 3 * WORK_SECONDS;

    /** Far longer than any world is without a leader. */
    private static final int LED_SECONDS_MAX = 1_000;

    private static final Resources OF_THE_CROWD = Resources.of(2_000, 1L << 30);

    private final DrawnWorld world;
    private final SimulatedFleet fleet;
    private final DrawnFaults faults;
    private final DrainChecks drains;
    private final Random random;
    private int submitted;

    Trials(DrawnWorld world, DrawnFaults faults, DrainChecks drains, Random random) {
        this.world = world;
        this.fleet = world.fleet();
        this.faults = faults;
        this.drains = drains;
        this.random = random;
    }

    /** In some worlds, the cluster with the most attempts is drained without a delay, while the others are well. */
    void drain() {
        if (random.nextInt(TRIED_OF) > 0) {
            return;
        }
        faults.heal(Optional.empty());
        for (int i = 0; i < SECONDS_TO_RECOVER; i++) {
            faults.reopen(Optional.empty());
            world.step();
        }
        ClusterName cluster = fleet.clusters().stream()
                .max(Comparator.comparing(one -> one.running().size()))
                .map(SimulatedCluster::name)
                .orElseThrow();
        Instant until = fleet.clock().instant().minus(LONG_AGO);
        for (int i = 0; i < DRAIN_SECONDS; i++) {
            if (fleet.isLed() && !isDrained(cluster)) {
                world.note("drain " + cluster + ", at once");
                world.closures()
                        .closing(
                                cluster,
                                fleet.loop()
                                        .drainWords()
                                        .drain(new DrainWords.Asked(cluster, "seed", "tried", until, null, false)));
            }
            world.step();
            if (isDrained(cluster)) {
                drains.checkOverdue(cluster);
            }
        }
    }

    private boolean isDrained(ClusterName cluster) {
        return fleet.ledger().peekClusters().stream()
                .anyMatch(record -> record.name().equals(cluster) && record.drain() != null);
    }

    /** In some worlds, a task that needs a whole cluster comes into a crowd of small ones that never ends. */
    void crowd() {
        if (random.nextInt(TRIED_OF) > 0) {
            return;
        }
        @Nullable ClusterName wanted = aLimitedOne();
        if (wanted == null) {
            return;
        }
        for (int i = 0; i < CROWD_SECONDS; i++) {
            fill();
        }
        TaskId large = submitLarge(wanted);
        world.note(large + " asks for all of " + wanted);
        int seconds = WAIT_SECONDS_MAX + CROWD * WAIT_SECONDS_EACH;
        for (int i = 0; i < seconds && !isPlaced(large); i++) {
            fill();
        }
        unless(
                isPlaced(large),
                Invariant.NOBODY_STARVES,
                () -> large + " waits for " + seconds + " s: "
                        + fleet.report(large).map(fleet.loop().snapshot()::explain));
    }

    /** A cluster that the crowd may go to and that has no room for any number; null if there is none. */
    private @Nullable ClusterName aLimitedOne() {
        TaskId probe = new TaskId("probe");
        world.wishes().put(probe, traits(probe), Resources.NONE, null);
        List<ClusterName> limited = world.wishes().homes(probe, world.clusters()).stream()
                .filter(cluster -> !world.room().allOf(cluster).isNone())
                .toList();
        return limited.isEmpty() ? null : limited.get(random.nextInt(limited.size()));
    }

    private static TaskTraits traits(TaskId task) {
        return new TaskTraits("index", "flights", task.value(), 0);
    }

    private TaskId submit(String kind, Resources needs, @Nullable ClusterName named) {
        TaskId task = new TaskId(kind + "-" + ++submitted);
        world.wishes().put(task, traits(task), needs, named);
        int seconds = WORK_SECONDS + random.nextInt(WORK_SECONDS);
        TaskScript script = new TaskScript(traits(task), JobScript.ENDS_WELL, Peon.REPORTS, seconds, List.of());
        boolean unused = fleet.run(task, script);
        return task;
    }

    /** A leader that comes to the end of its effects takes nothing. */
    private TaskId submitLarge(ClusterName wanted) {
        Optional<TaskId> large = Optional.empty();
        for (int i = 0;
                large.filter(task -> fleet.store().tasks().containsKey(task)).isEmpty();
                i++) {
            unless(
                    i < LED_SECONDS_MAX,
                    Invariant.NOBODY_STARVES,
                    () -> "no leader takes a task for " + LED_SECONDS_MAX + " s");
            world.step();
            large = fleet.isLed() ? Optional.of(submit("large", world.room().allOf(wanted), wanted)) : Optional.empty();
        }
        return large.orElseThrow();
    }

    private void fill() {
        int there = fleet.store().tasks().size() - fleet.outcomes().size();
        for (int i = there; i < CROWD && fleet.isLed(); i++) {
            submit("small", OF_THE_CROWD, null);
        }
        faults.reopen(Optional.empty());
        world.step();
    }

    private boolean isPlaced(TaskId task) {
        return fleet.outcomes().containsKey(task)
                || fleet.ledger().peek().stream().anyMatch(row -> row.task().equals(task));
    }
}
