package io.henge.core.placement;

import java.util.Optional;

/** The task is not tied to another cluster. */
final class TieFilter implements Filter {
    @Override
    public Optional<Obstacle> refusal(Option cluster, Asker asker) {
        return asker.tied().isEmpty() || asker.tied().contains(cluster.name())
                ? Optional.empty()
                : Optional.of(new Obstacle(Appraisal.Kind.EXCLUDED, "cannot take it: " + asker.why()));
    }
}
