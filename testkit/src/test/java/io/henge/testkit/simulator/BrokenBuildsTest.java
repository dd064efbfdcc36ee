package io.henge.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks the checks: what is broken on purpose is found, by the invariant that is there for it. */
class BrokenBuildsTest {
    private static final int SEEDS_MAX = 3_000;

    @ParameterizedTest
    @EnumSource
    void aBrokenBuildIsFoundOut(BrokenBuild broken) {
        assertThat(firstSeedThatFinds(broken))
                .as("the first seed that finds " + broken + " by " + broken.caughtBy())
                .isLessThan(SEEDS_MAX);
    }

    @Test
    void everyInvariantHasABuildThatItFinds() {
        assertThat(Stream.of(BrokenBuild.values()).map(BrokenBuild::caughtBy).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(Invariant.class));
    }

    /** As many as there may be if none does. */
    static int firstSeedThatFinds(BrokenBuild broken) {
        int seed = 0;
        while (seed < SEEDS_MAX && !isFound(broken, seed)) {
            seed++;
        }
        return seed;
    }

    private static boolean isFound(BrokenBuild broken, int seed) {
        try {
            new DrawnWorld(seed, broken.build()).live();
            return false;
        } catch (Violation e) {
            return e.invariant() == broken.caughtBy();
        }
    }
}
