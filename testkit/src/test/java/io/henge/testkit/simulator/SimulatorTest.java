package io.henge.testkit.simulator;

import io.henge.testkit.fleet.Build;
import org.junit.jupiter.api.Test;

/**
 * Drawn worlds with drawn faults. {@code -Dhenge.seed=N} runs one of them, {@code -Dhenge.seeds=N} the first so many.
 */
class SimulatorTest {
    private static final int SEEDS = 1_000;

    @Test
    void noDrawnWorldBreaksAnInvariant() {
        @org.jspecify.annotations.Nullable Long only = Long.getLong("henge.seed");
        long first = only == null ? 0 : only;
        long last = only == null ? Long.getLong("henge.seeds", SEEDS) - 1 : only;
        for (long seed = first; seed <= last; seed++) {
            DrawnWorld world = new DrawnWorld(seed, Build.SOUND);
            try {
                world.live();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "Seed " + seed + " fails; replay it with: mvn -q -f testkit/pom.xml test -Dtest=SimulatorTest"
                                + " -Dhenge.seed=" + seed + "\n" + String.join("\n", world.events()),
                        e);
            }
        }
    }
}
