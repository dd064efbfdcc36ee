package io.henge.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.TaskId;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.Policies;
import io.henge.core.loop.Thoughts;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.fleet.Build;
import io.henge.testkit.fleet.SimulatedFleet;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import io.henge.testkit.fleet.Witness;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fault of Henge's own in a thought about one attempt harms no other. */
class AloneInThoughtTest {
    private static final int SEEDS = 50;

    private static Build build(FaultyThoughts.Kind kind, Predicate<AttemptView> about) {
        return new Build() {
            @Override
            public Thoughts thoughts(Thoughts sound) {
                return new FaultyThoughts(kind, about);
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void theOthersGoOnWhereOneAttemptAlwaysFails(FaultyThoughts.Kind kind) {
        TaskId bad = new TaskId("bad");
        SimulatedFleet fleet = new SimulatedFleet(
                Policies.DEFAULT, build(kind, view -> view.task().equals(bad)), Witness.NOBODY, "east", "west");
        fleet.run("bad", JobScript.ENDS_WELL, Peon.REPORTS);
        for (int i = 0; i < 10; i++) {
            fleet.run("good-" + i, JobScript.ENDS_WELL, Peon.REPORTS);
        }
        fleet.until(
                "the others have ended",
                () -> fleet.outcomes().keySet().stream()
                                .filter(task -> !task.equals(bad))
                                .count()
                        == 10);
        assertThat(fleet.loop().takeFaults()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void noDrawnWorldBreaksAnInvariantWhereThoughtsFailNowAndThen(FaultyThoughts.Kind kind) {
        for (long seed = 0; seed < SEEDS; seed++) {
            SplittableRandom chance = new SplittableRandom(seed);
            new DrawnWorld(seed, build(kind, view -> chance.nextInt(20) == 0)).live();
        }
    }
}
