package io.henge.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.testkit.fleet.Build;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Drawn worlds with drawn faults. {@code -Dhenge.seed=N} runs one of them, {@code -Dhenge.seeds=N} the first so many.
 */
class SimulatorTest {
    private static final int SEEDS = 1_000;

    @Test
    void noDrawnWorldBreaksAnInvariant() {
        @Nullable Long only = Long.getLong("henge.seed");
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

    @Test
    void aSeedRepeatsItself() {
        assertThat(eventsOf(7)).isNotEmpty().isEqualTo(eventsOf(7));
    }

    private static List<String> eventsOf(long seed) {
        DrawnWorld world = new DrawnWorld(seed, Build.SOUND);
        world.live();
        return world.events();
    }
}
