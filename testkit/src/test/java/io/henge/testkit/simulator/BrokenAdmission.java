package io.henge.testkit.simulator;

import io.henge.core.health.Admission;
import java.util.Optional;
import java.util.Set;

/** Lets whoever begins something go first, up to the last place. */
final class BrokenAdmission extends Admission {
    @Override
    protected Optional<Rank> next(Set<Rank> waiting) {
        if (free() <= 0 || waiting.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(waiting.contains(Rank.BEGINS) ? Rank.BEGINS : Rank.ENDS);
    }
}
