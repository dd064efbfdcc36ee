package io.henge.core.placement;

import java.util.Optional;

/** Every taint that keeps tasks away is tolerated. */
final class TaintFilter implements Filter {
    @Override
    public Optional<Obstacle> refusal(Option cluster, Asker asker) {
        return cluster.profile().taints().stream()
                .filter(taint -> taint.effect() == Taint.Effect.NO_SCHEDULE
                        && !asker.asked().tolerates(taint))
                .findFirst()
                .map(taint -> new Obstacle(
                        Appraisal.Kind.EXCLUDED, "has the taint[" + taint + "], which no rule lets it tolerate"));
    }
}
