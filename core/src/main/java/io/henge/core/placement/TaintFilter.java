package io.henge.core.placement;

import java.util.Optional;

/** Every taint that keeps tasks away is tolerated. */
final class TaintFilter implements Filter {
    @Override
    public Optional<Refusal> refusal(Candidate cluster, Asker asker) {
        return cluster.profile().taints().stream()
                .filter(taint -> taint.effect() == Taint.Effect.NO_SCHEDULE
                        && !asker.asked().tolerates(taint))
                .findFirst()
                .map(taint -> new Refusal(
                        Finding.Kind.EXCLUDED, "has the taint[" + taint + "], which no rule lets it tolerate"));
    }
}
