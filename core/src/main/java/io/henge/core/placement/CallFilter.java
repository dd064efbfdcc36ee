package io.henge.core.placement;

import java.util.Optional;

/** Another request may be on its way to the cluster. */
final class CallFilter implements Filter {
    @Override
    public Optional<Obstacle> refusal(Option cluster, Asker asker) {
        return cluster.taken().callsFree() > 0
                ? Optional.empty()
                : Optional.of(
                        new Obstacle(Appraisal.Kind.FULL, "is not sent more before the calls under way have ended"));
    }
}
